package citybrain.jobs.lake.summary;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What a summary made.
 *
 * @param written files
 * @param setAside what lies in the lake and could not be summarised, in a line each; it stays where
 *     it is
 */
public record Made(List<String> written, List<String> setAside) {

  /** Of results, what begins so is a file that was set aside; no path does. */
  static final String DAMAGED = "damaged ";

  /** From what the job says, and what was odd before it began. */
  static Made of(Iterator<String> results, List<String> odd) {
    var written = new ArrayList<String>();
    var aside = new ArrayList<>(odd);
    results.forEachRemaining(
        one -> {
          if (one.startsWith(DAMAGED)) {
            aside.add(one.substring(DAMAGED.length()));
          } else {
            written.add(one);
          }
        });
    written.sort(null);
    aside.sort(null);
    return new Made(written, aside);
  }

  /** For people. */
  List<String> lines() {
    var lines = new ArrayList<>(written);
    setAside.forEach(line -> lines.add("set aside: " + line));
    if (!setAside.isEmpty()) {
      lines.add(String.format(Locale.ROOT, "%,d files of the lake are set aside", setAside.size()));
    }
    return lines;
  }
}
