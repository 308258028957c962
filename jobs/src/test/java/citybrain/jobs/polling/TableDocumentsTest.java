package citybrain.jobs.polling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.RecordClock;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class TableDocumentsTest {

  private static List<Documents.Part> parts(RecordClock clock, byte[] body) throws IOException {
    try (var share = new Room(64 << 20).share()) {
      return new TableDocuments(clock).parts(body, share);
    }
  }

  private static final RecordClock WITH_HEADER = (header, line) -> Optional.empty();

  private static final RecordClock WITHOUT_HEADER =
      new RecordClock() {
        @Override
        public Optional<Instant> timeOf(String header, String line) {
          return Optional.empty();
        }

        @Override
        public boolean hasHeader() {
          return false;
        }
      };

  /** Lines of {@code odd} are of the hour that autumn repeats; quotes go on until they end. */
  private static final RecordClock ODD =
      new RecordClock() {
        @Override
        public Optional<Instant> timeOf(String header, String line) {
          return Optional.of(Instant.EPOCH);
        }

        @Override
        public Optional<Instant> secondTimeOf(String header, String line) {
          return line.startsWith("odd") ? Optional.of(Instant.EPOCH) : Optional.empty();
        }

        @Override
        public Shape record(String header, byte[] lines) {
          long quotes = new String(lines, UTF_8).chars().filter(c -> c == '"').count();
          return quotes % 2 == 0 ? Shape.WHOLE : Shape.OPEN;
        }
      };

  @Property(tries = 200)
  void everyLineLiesInExactlyOnePart(
      @ForAll @Size(max = 1300) List<@AlphaChars @StringLength(max = 4) String> lines)
      throws Exception {
    var body = ("h1,h2\n" + String.join("\n", lines)).getBytes(UTF_8);

    var found = new ArrayList<String>();
    for (var part : parts(WITH_HEADER, body)) {
      var text = new String(part.body(), UTF_8).split("\n", -1);
      assertThat(text[0]).isEqualTo("h1,h2");
      assertThat(part.records()).isEqualTo(text.length - 2).isLessThanOrEqualTo(500);
      found.addAll(List.of(text).subList(1, text.length - 1));
    }

    assertThat(found).isEqualTo(lines.stream().filter(line -> !line.isBlank()).toList());
  }

  @Example
  void saysOnWhichLineAPartBegins() throws Exception {
    var body = ("h\n\n" + "x\n".repeat(501) + "y").getBytes(UTF_8);

    assertThat(parts(WITH_HEADER, body))
        .extracting(Documents.Part::firstLine)
        .containsExactly(3L, 503L);
  }

  @Example
  void takesEveryLineWhereThereIsNoHeader() throws Exception {
    assertThat(parts(WITHOUT_HEADER, "{1}\n\n{2}\n".getBytes(UTF_8)))
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.body()).isEqualTo("{1}\n{2}\n".getBytes(UTF_8));
              assertThat(part.records()).isEqualTo(2);
              assertThat(part.firstLine()).isOne();
            });
  }

  @Example
  void findsNothingInAHeaderAlone() throws Exception {
    assertThat(parts(WITH_HEADER, "h1,h2".getBytes(UTF_8))).isEmpty();
    assertThat(parts(WITH_HEADER, new byte[0])).isEmpty();
  }

  @Example
  void doesNotCutWithinTheHourThatAutumnRepeats() throws Exception {
    var body = ("h\n" + "x\n".repeat(490) + "odd\n".repeat(120) + "x\n".repeat(10)).getBytes(UTF_8);

    assertThat(parts(ODD, body)).extracting(Documents.Part::records).containsExactly(610, 10);
    var endless = ("h\n" + "odd\n".repeat(400_000)).getBytes(UTF_8);
    assertThat(parts(ODD, endless))
        .hasSize(3)
        .allSatisfy(part -> assertThat(part.body()).hasSizeLessThan(800_000));
  }

  @Example
  void aRecordOfSeveralLinesIsOne() throws Exception {
    var body = "h\n\"a\n\nb\"\nc\n\"d\ne".getBytes(UTF_8);

    assertThat(parts(ODD, body))
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.records()).isEqualTo(4);
              assertThat(new String(part.body(), UTF_8)).isEqualTo("h\n\"a\n\nb\"\nc\n\"d\ne\n");
            });
  }

  @Example
  void refusesAHeaderThatWouldBeRepeatedWithoutEnd() {
    var body = ("h".repeat(200_000) + "\n" + "x\n".repeat(2_000_000)).getBytes(UTF_8);

    assertThatThrownBy(() -> parts(WITH_HEADER, body))
        .isInstanceOf(Documents.NoDocumentException.class);
  }

  @Example
  void tellsAnEmptyTableFromATextThatIsNone() throws Exception {
    var knows =
        new RecordClock() {
          @Override
          public Optional<Instant> timeOf(String header, String line) {
            return Optional.empty();
          }

          @Override
          public boolean knows(String header) {
            return header.startsWith("time,");
          }
        };

    assertThat(parts(knows, "time,value\n".getBytes(UTF_8))).isEmpty();
    assertThat(parts(knows, "\n\n".getBytes(UTF_8))).isEmpty();
    assertThatThrownBy(() -> parts(knows, "Service overloaded".getBytes(UTF_8)))
        .isInstanceOf(Documents.NoDocumentException.class);
  }
}
