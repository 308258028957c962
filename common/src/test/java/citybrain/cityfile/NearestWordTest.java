package citybrain.cityfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestWordTest {

  private static final List<String> WORDS = List.of("kind", "crs", "source", "lateness", "licence");

  @Test
  void findsWhatWasMeant() {
    assertThat(NearestWord.find("latenes", WORDS)).contains("lateness");
    assertThat(NearestWord.find("license", WORDS)).contains("licence");
    assertThat(NearestWord.find("Kind", WORDS)).contains("kind");
    assertThat(NearestWord.find("csr", WORDS)).contains("crs");
    assertThat(NearestWord.find("volume", WORDS)).isEmpty();
    assertThat(NearestWord.find("x", WORDS)).isEmpty();
  }

  @Test
  void countsSwappedNeighboursOnce() {
    assertThat(NearestWord.distance("kidn", "kind")).isEqualTo(1);
    assertThat(NearestWord.distance("", "kind")).isEqualTo(4);
  }

  @Property
  void isADistance(
      @ForAll @AlphaChars @StringLength(max = 8) String a,
      @ForAll @AlphaChars @StringLength(max = 8) String b) {
    int distance = NearestWord.distance(a, b);

    assertThat(distance).isEqualTo(NearestWord.distance(b, a));
    assertThat(distance == 0).isEqualTo(a.equals(b));
    assertThat(distance)
        .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
  }
}
