package citybrain.local.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobNamesTest {

  private static final String ID = "a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4";

  @Test
  void linesSayTheNameOfTheirJob() {
    var names = new JobNames();
    var line = "2026-01-01T00:00:00 WARN  ZoneSummary job=%s city=demo feed=x late";
    assertThat(names.apply(line.formatted(ID))).isEqualTo(line.formatted(ID));
    names.put(ID, "city-aggregates");
    assertThat(names.apply(line.formatted(ID))).isEqualTo(line.formatted("city-aggregates"));
    assertThat(names.apply(line.formatted(""))).isEqualTo(line.formatted("-"));
    assertThat(names.apply("JOB ingest " + ID + " fresh")).isEqualTo("JOB ingest " + ID + " fresh");
  }
}
