package citybrain.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservedPropertyTest {

  private static ObservedProperty people(double most) {
    return ObservedProperty.declared(
        "PEOPLE_COUNT", Domain.TRANSPORT, "1", 0, most, Duration.ofMinutes(5));
  }

  private static final ObservedProperty SOUND =
      ObservedProperty.declared(
          "SOUND_PRESSURE_LEVEL", Domain.ENVIRONMENT, "dB", 0, 150, Duration.ZERO);

  @Test
  void aDefinitionIsOneObject() {
    assertThat(people(100)).isSameAs(people(100)).isNotEqualTo(people(200));
  }

  @Test
  void whatCameFromElsewhereIsTheObjectOfThisProcess() throws Exception {
    for (var property : List.of(people(100), ObservedProperty.PM2_5)) {
      assertThat(there(property)).isSameAs(property);
    }
    var vocabulary = Vocabulary.with(List.of(SOUND));
    assertThat(((Vocabulary) there(vocabulary)).find("SOUND_PRESSURE_LEVEL")).containsSame(SOUND);
  }

  private static Object there(Object sent) throws IOException, ClassNotFoundException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  @Test
  void builtInOnesKeepTheirOrderAndDeclaredOnesComeBehindByName() {
    var all = new ArrayList<>(ObservedProperty.builtIns());
    all.add(people(100));
    all.add(SOUND);
    var reversed = new ArrayList<>(all);
    Collections.reverse(reversed);
    var mixed = new TreeSet<>(reversed);

    assertThat(mixed).containsExactlyElementsOf(all);
    assertThat(Vocabulary.with(List.of(SOUND, people(100))).all()).containsExactlyElementsOf(all);
  }

  @Test
  void numbersTellThemApart() {
    assertThat(ObservedProperty.PM10.number()).isEqualTo(ObservedProperty.PM10.code());
    assertThat(SOUND.code()).isZero();
    assertThat(SOUND.number()).isNegative().isNotEqualTo(people(100).number());
    assertThat(ObservedProperty.find(SOUND.code())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "people",
        "PEOPLE COUNT",
        "PEOPLE/COUNT",
        "_PEOPLE",
        "PEOPLE_",
        "A__B",
        "1A",
        "PM10"
      })
  void aNameThatCannotBeIsRefused(String name) {
    assertThatThrownBy(
            () ->
                ObservedProperty.declared(name, Domain.TRANSPORT, "1", 0, 1, Duration.ofMinutes(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void twoDefinitionsOfOneNameDoNotMeet() {
    assertThatThrownBy(() -> Vocabulary.with(List.of(people(100), people(200))))
        .hasMessage("PEOPLE_COUNT is declared in two ways");
  }

  @Test
  void valuesBeyondTheRangeCannotBe() {
    assertThat(SOUND.canBe(150)).isTrue();
    assertThat(SOUND.canBe(150.1)).isFalse();
    assertThat(SOUND.canBe(Double.NaN)).isFalse();
    assertThatThrownBy(() -> people(0)).hasMessageContaining("PEOPLE_COUNT has no values");
  }
}
