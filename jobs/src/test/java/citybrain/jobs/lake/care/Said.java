package citybrain.jobs.lake.care;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the process behind {@code ./citybrain lake} says.
 *
 * @param outcome its last line
 */
public record Said(int outcome, String text) {

  public static Said of(String what, String lake, String... settings) throws Exception {
    var arguments = new ArrayList<>(List.of("--do=" + what, "--lake=" + lake));
    arguments.addAll(List.of(settings));
    var out = System.out;
    var caught = new ByteArrayOutputStream();
    System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      CareMain.main(arguments.toArray(String[]::new));
    } finally {
      System.setOut(out);
    }
    var lines = caught.toString(StandardCharsets.UTF_8).lines().toList();
    var last = lines.get(lines.size() - 1);
    return new Said(
        Integer.parseInt(last.substring(CareMain.OUTCOME.length())),
        String.join("\n", lines.subList(0, lines.size() - 1)));
  }
}
