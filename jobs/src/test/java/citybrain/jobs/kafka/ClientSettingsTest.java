package citybrain.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.SettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientSettingsTest {

  @Test
  void withoutAFileThereAreNone() {
    assertThat(ClientSettings.of("").properties()).isEmpty();
  }

  @Test
  void placesOfSecretsStayPlaces(@TempDir Path folder) throws IOException {
    var file = folder.resolve("client.properties");
    Files.writeString(file, "security.protocol=SSL\nssl.keystore.key=${dir:/keys:user.key}\n");

    assertThat(ClientSettings.of(file.toString()).properties())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("ssl.keystore.key", "${dir:/keys:user.key}");
  }

  @Test
  void whatGuaranteesRestOnIsNotSetThere(@TempDir Path folder) throws IOException {
    var file = folder.resolve("client.properties");
    Files.writeString(file, "isolation.level=read_uncommitted\nacks=1\nlinger.ms=5\n");

    assertThatThrownBy(() -> ClientSettings.of(file.toString()))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "setting 'kafka-client' is '"
                + file
                + "': acks, isolation.level cannot be set there, the job decides it");
  }

  @Test
  void aFileThatIsNotThereStopsTheJob() {
    assertThatThrownBy(() -> ClientSettings.of("no/such.properties"))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("setting 'kafka-client' is 'no/such.properties': cannot be read");
  }
}
