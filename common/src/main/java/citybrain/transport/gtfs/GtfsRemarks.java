package citybrain.transport.gtfs;

import citybrain.feed.SettingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is not right in a timetable but stops nobody: each kind of fault once, with the place where
 * it was first met and how often there are such.
 */
final class GtfsRemarks {

  private final Map<String, Remark> kinds = new LinkedHashMap<>();

  /** A fault; made once a kind. */
  private static final class Remark {
    private final String first;
    private final String consequence;
    private int count;

    Remark(String first, String consequence) {
      this.first = first;
      this.consequence = consequence;
    }
  }

  /**
   * One more fault of this kind.
   *
   * @param first where it is and what was expected; asked when the kind is new
   * @param consequence what is made of it
   */
  void add(String kind, Supplier<String> first, String consequence) {
    var known = kinds.get(kind);
    if (known == null) {
      known = new Remark(first.get(), consequence);
      kinds.put(kind, known);
    }
    known.count++;
  }

  /**
   * Refuses what most rows have wrong: then it is no slip, and the file means something else.
   *
   * @param rows of how many
   * @throws SettingException saying where the first is
   */
  void refuseIfMost(String kind, int rows) {
    var known = kinds.get(kind);
    if (known != null && 2L * known.count >= rows) {
      throw new SettingException(
          known.first
              + (known.count == 1 ? "" : " (and so in " + known.count + " of " + rows + " rows)"));
    }
  }

  /** One line each. */
  List<String> texts() {
    return kinds.values().stream()
        .map(
            one ->
                one.first
                    + ": "
                    + one.consequence
                    + (one.count == 1 ? "" : " (and so " + one.count + " times)"))
        .toList();
  }
}
