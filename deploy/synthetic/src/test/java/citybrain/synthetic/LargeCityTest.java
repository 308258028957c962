package citybrain.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.synthetic.contract.SyntheticSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Five million meters within the small heap the tests run in. */
class LargeCityTest {

  private static final SyntheticSettings SETTINGS =
      new SyntheticSettings(
          42, 500, SyntheticSettings.defaults().start(), SyntheticSettings.defaults().zone());

  private static final class LineCounter extends OutputStream {
    private long lines;

    @Override
    public void write(int b) {
      lines += b == '\n' ? 1 : 0;
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      for (int i = from; i < from + length; i++) {
        lines += bytes[i] == '\n' ? 1 : 0;
      }
    }
  }

  @Test
  void streamsItsRegisterAndAQuarterOfAnHour() throws IOException {
    var city = SyntheticCity.of(SETTINGS);
    var register = new LineCounter();
    city.writeReference("energy/meters.csv", register);
    assertThat(register.lines).isEqualTo(5_000_001);

    var from = SETTINGS.start().plus(Duration.ofHours(30));
    long[] meters = {0};
    city.play(
        from,
        from.plus(Duration.ofMinutes(15)),
        message -> meters[0] += message.feed().equals("meters") ? message.records() : 0);
    assertThat(meters[0]).isBetween(4_800_000L, 5_010_000L);
  }
}
