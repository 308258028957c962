package citybrain.local.view;

import citybrain.feed.PlainText;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Data sets for readers and for programs. */
public final class DataText {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNSTATED = "not stated in the city file";
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private DataText() {}

  /** One block a data set, grouped by city. */
  public static String text(List<DataSet.OfCity> cities) {
    var text = new StringBuilder();
    for (var city : cities) {
      text.append("%s (%s)%n".formatted(city.name(), city.city()));
      if (city.synthetic()) {
        text.append(
            "  SYNTHETIC: all of it is made by the generator, no data are needed%n%n".formatted());
        continue;
      }
      long missing = city.sets().stream().filter(set -> !set.present()).count();
      text.append(
          "  data folder %s: %s%n%n"
              .formatted(
                  city.root(),
                  missing == 0
                      ? "everything is there"
                      : missing + " of " + city.sets().size() + " data sets are missing"));
      city.sets().forEach(set -> append(text, set));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, DataSet set) {
    text.append(
        "  %-8s %s %s%n"
            .formatted(
                set.present() ? "present" : "MISSING", set.role(), String.join(", ", set.names())));
    line(text, "what", set.what());
    line(text, "path", set.shipped() ? set.path() + " (comes with City Brain)" : set.path());
    line(text, "origin", set.origin().orElse(UNSTATED));
    line(text, "licence", set.licence().orElse(UNSTATED));
    if (set.bytes() > 0) {
      line(text, "size", size(set));
    }
    period(set).ifPresent(period -> line(text, "period", period));
    set.problem().ifPresent(problem -> line(text, "problem", problem));
    text.append(System.lineSeparator());
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append("           %-8s %s%n".formatted(label, value));
  }

  private static String size(DataSet set) {
    var bytes =
        set.bytes() < 1 << 20
            ? String.format(Locale.ROOT, "%.1f KiB", set.bytes() / 1024.0)
            : String.format(Locale.ROOT, "%.1f MiB", set.bytes() / 1048576.0);
    return set.rows().isPresent()
        ? String.format(Locale.ROOT, "%,d rows, %s", set.rows().getAsLong(), bytes)
        : bytes;
  }

  private static Optional<String> period(DataSet set) {
    if (set.from().isEmpty() || set.to().isEmpty()) {
      return Optional.empty();
    }
    int weeks = set.shiftWeeks();
    var played =
        weeks == 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", played %d weeks %s",
                Math.abs(weeks),
                weeks < 0 ? "earlier" : "later");
    return Optional.of(
        MINUTE.format(set.from().get()) + " to " + MINUTE.format(set.to().get()) + played);
  }

  /** The same as one JSON array of cities. */
  public static String json(List<DataSet.OfCity> cities) {
    var array = JSON.createArrayNode();
    for (var city : cities) {
      var node =
          array
              .addObject()
              .put("city", city.city())
              .put("name", city.name())
              .put("synthetic", city.synthetic());
      if (!city.synthetic()) {
        node.put("data_folder", city.root());
      }
      var sets = node.putArray("sets");
      for (var set : city.sets()) {
        var one = sets.addObject().put("role", set.role());
        set.names().forEach(one.withArray("names")::add);
        one.put("what", set.what())
            .put("origin", set.origin().orElse(null))
            .put("licence", set.licence().orElse(null))
            .put("path", set.path())
            .put("shipped", set.shipped())
            .put("present", set.present())
            .put("bytes", set.bytes())
            .put("shift_weeks", set.shiftWeeks());
        set.rows().ifPresent(rows -> one.put("rows", rows));
        set.from().map(LocalDateTime::toString).ifPresent(from -> one.put("from", from));
        set.to().map(LocalDateTime::toString).ifPresent(to -> one.put("to", to));
        set.problem().ifPresent(problem -> one.put("problem", problem));
      }
    }
    try {
      return PlainText.json(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(array))
          + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was just built cannot be written", e);
    }
  }
}
