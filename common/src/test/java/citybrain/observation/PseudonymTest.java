package citybrain.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymTest {

  private static final byte[] DIGEST =
      "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);

  @Test
  void aNameSaysWhenItEnds() {
    var name = Pseudonym.of(DIGEST, Instant.parse("2027-01-03T07:00:00Z"));

    assertThat(name).isEqualTo("p-20270103T07-30313233343536373839");
    long end = Instant.parse("2027-01-03T07:00:00Z").getEpochSecond();
    assertThat(Pseudonym.end(name)).isEqualTo(end);
    assertThat(Pseudonym.isOver(name, end - 1)).isFalse();
    assertThat(Pseudonym.isOver(name, end)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "M-17",
        "p-30313233343536373839",
        "p-20270103T07-3031323334353637383",
        "p-20270103 07-30313233343536373839",
        "p-20270103T24-30313233343536373839",
        "p-20270231T07-30313233343536373839",
        "p-2027x103T07-30313233343536373839",
        "q-20270103T07-30313233343536373839"
      })
  void anyOtherNameHasNoEnd(String name) {
    assertThat(Pseudonym.end(name)).isEqualTo(Pseudonym.NEVER);
    assertThat(Pseudonym.isOver(name, Instant.parse("2999-01-01T00:00:00Z").getEpochSecond()))
        .isFalse();
  }

  @Test
  void aNameWithoutEndIsTheDigestAlone() {
    assertThat(Pseudonym.of(DIGEST)).isEqualTo("p-30313233343536373839");
  }
}
