package citybrain.jobs.polling;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The wish to be left alone (RFC 9110, section 10.2.3): seconds, or a date by its own clock. */
final class RetryAfter {

  private RetryAfter() {}

  static Optional<Duration> of(HttpResponse<?> response) {
    var wish = response.headers().firstValue("Retry-After");
    var now = response.headers().firstValue("Date");
    return wish.flatMap(text -> of(text.strip(), now));
  }

  private static Optional<Duration> of(String text, Optional<String> now) {
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      var until = instant(text);
      return now.map(date -> Duration.between(instant(date), until)).filter(d -> !d.isNegative());
    } catch (DateTimeException e) {
      return Optional.empty(); // neither: as if nothing had been said
    }
  }

  private static Instant instant(String httpDate) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.parse(httpDate, Instant::from);
  }
}
