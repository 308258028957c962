package citybrain.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class AnnouncementsTest {

  private static final String JOB = "a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4";

  private final Announcements announced = new Announcements();

  @Test
  void tellsWhatWasAnnounced() throws Exception {
    announced.accept("{\"web\":\"http://127.0.0.1:8081\"}");
    announced.accept("{\"job\":\"ingest\",\"id\":\"" + JOB + "\",\"resumed\":true}");
    announced.accept("{\"job\":\"archive\",\"id\":\"" + JOB + "\",\"resumed\":false}");
    assertThat(announced.areAllThereWithin(0)).isFalse();
    announced.accept("{\"ready\":true}");
    assertThat(announced.areAllThereWithin(0)).isTrue();
    assertThat(announced.web()).isEqualTo("http://127.0.0.1:8081");
    assertThat(announced.jobs()).isEqualTo(Map.of("ingest", true, "archive", false));
    assertThat(announced.batchWithin(0)).isNull();
    announced.accept("{\"batch\":\"\"}");
    announced.accept("{\"batch\":\"no lake\"}");
    assertThat(announced.batchWithin(0)).isEmpty();
    assertThat(announced.batchWithin(0)).isEqualTo("no lake");
  }

  @ParameterizedTest
  @FieldSource
  void passedOver(String line) throws Exception {
    announced.accept("{\"web\":\"http://127.0.0.1:8081\"}");
    announced.accept(line);
    assertThat(announced.areAllThereWithin(0)).isFalse();
    assertThat(announced.web()).isEqualTo("http://127.0.0.1:8081");
    assertThat(announced.jobs()).isEmpty();
  }

  static final List<String> passedOver =
      List.of(
          "",
          "JOB x",
          "JOB a b c",
          "WEB http://evil.example",
          "WEB",
          "READY",
          "null",
          "[]",
          "7",
          "{",
          "{}",
          "{\"ready\":false}",
          "{\"ready\":true} {\"ready\":true}",
          "{\"ready\":[true]}",
          "{\"ready\":\"true\"}",
          "{\"web\":\"http://evil.example\"}",
          "{\"web\":\"http://127.0.0.1:8081@evil.example\"}",
          "{\"web\":{}}",
          "{\"job\":\"x\"}",
          "{\"job\":\"x\",\"id\":\"?\",\"resumed\":true}",
          "{\"job\":\"x\\ny\",\"id\":\"" + JOB + "\",\"resumed\":true}",
          "{\"job\":\"x\",\"id\":\"" + JOB + "\",\"resumed\":\"yes\"}",
          "{\"unknown\":1}",
          "{\"batch\":true}",
          "[".repeat(60_000),
          "{\"job\":".repeat(9_000));
}
