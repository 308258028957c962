package citybrain.local.command;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration as people type it: 90s, 5m, 2h, 1d, 2w, or ISO 8601 such as PT90S. */
final class SpokenDuration implements ITypeConverter<Duration> {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})\\s*([smhdw])");

  @Override
  public Duration convert(String text) {
    var found = SHORT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (found.matches()) {
      long amount = Long.parseLong(found.group(1));
      return switch (found.group(2)) {
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        case "d" -> Duration.ofDays(amount);
        default -> Duration.ofDays(7 * amount);
      };
    }
    try {
      var duration = Duration.parse(text.strip());
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // Said below, with what is allowed.
    }
    throw new TypeConversionException(
        "'" + text + "' is no duration: expected 90s, 5m, 2h, 1d, 2w or ISO 8601 such as PT90S");
  }
}
