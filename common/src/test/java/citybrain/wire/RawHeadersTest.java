package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RawHeadersTest {

  @Test
  void whatIsSentAgainSaysSoInItsSource() {
    assertThat(RawHeaders.redriven("a.csv", 0)).isEqualTo("a.csv");
    assertThat(RawHeaders.redriven("a.csv", 2)).isEqualTo("a.csv (redriven 2)");
    assertThat(RawHeaders.sourceOf("a.csv (redriven 2)")).isEqualTo("a.csv");
    assertThat(RawHeaders.timesRedriven("a.csv (redriven 2)")).isEqualTo(2);
    assertThat(RawHeaders.sourceOf("a (redriven) b.csv")).isEqualTo("a (redriven) b.csv");
    assertThat(RawHeaders.timesRedriven("a.csv")).isZero();
    assertThat(RawHeaders.timesRedriven("a.csv (redriven 12345678901)")).isZero();
  }
}
