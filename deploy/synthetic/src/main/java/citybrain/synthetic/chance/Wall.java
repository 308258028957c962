package citybrain.synthetic.chance;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** What the clocks on the walls of the city show; the feeds write nothing else. */
public record Wall(LocalDateTime time) {

  public static Wall at(long epochSecond, ZoneId zone) {
    return new Wall(LocalDateTime.ofInstant(Instant.ofEpochSecond(epochSecond), zone));
  }

  public Wall plusDays(int days) {
    return new Wall(time.plusDays(days));
  }

  /** Hours since midnight, with minutes as a fraction. */
  public double hour() {
    return time.getHour() + time.getMinute() / 60.0 + time.getSecond() / 3600.0;
  }

  boolean isWeekend() {
    return time.getDayOfWeek().getValue() >= 6;
  }

  /** {@code 2025-03-10T07:05:00}. */
  public byte[] withT() {
    return stamp('T');
  }

  /** {@code 2025-03-10 07:05:00}. */
  public byte[] withSpace() {
    return stamp(' ');
  }

  private byte[] stamp(char between) {
    return (time.toLocalDate().toString()
            + between
            + two(time.getHour())
            + ':'
            + two(time.getMinute())
            + ':'
            + two(time.getSecond()))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String two(int value) {
    return value < 10 ? "0" + value : Integer.toString(value);
  }
}
