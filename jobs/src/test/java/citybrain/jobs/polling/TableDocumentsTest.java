package citybrain.jobs.polling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class TableDocumentsTest {

  @Property(tries = 200)
  void everyLineLiesInExactlyOnePart(
      @ForAll @Size(max = 1300) List<@AlphaChars @StringLength(max = 4) String> lines) {
    var body = ("h1,h2\n" + String.join("\n", lines)).getBytes(UTF_8);

    var found = new ArrayList<String>();
    for (var part : new TableDocuments(true).parts(body)) {
      var text = new String(part.body(), UTF_8).split("\n", -1);
      assertThat(text[0]).isEqualTo("h1,h2");
      assertThat(part.records()).isEqualTo(text.length - 2).isLessThanOrEqualTo(500);
      found.addAll(List.of(text).subList(1, text.length - 1));
    }

    assertThat(found).isEqualTo(lines.stream().filter(line -> !line.isBlank()).toList());
  }

  @Example
  void saysOnWhichLineAPartBegins() {
    var body = ("h\n\n" + "x\n".repeat(501) + "y").getBytes(UTF_8);

    assertThat(new TableDocuments(true).parts(body))
        .extracting(Documents.Part::firstLine)
        .containsExactly(3L, 503L);
  }

  @Example
  void takesEveryLineWhereThereIsNoHeader() {
    assertThat(new TableDocuments(false).parts("{1}\n\n{2}\n".getBytes(UTF_8)))
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.body()).isEqualTo("{1}\n{2}\n".getBytes(UTF_8));
              assertThat(part.records()).isEqualTo(2);
              assertThat(part.firstLine()).isOne();
            });
  }

  @Example
  void findsNothingInAHeaderAlone() {
    assertThat(new TableDocuments(true).parts("h1,h2".getBytes(UTF_8))).isEmpty();
    assertThat(new TableDocuments(true).parts(new byte[0])).isEmpty();
  }
}
