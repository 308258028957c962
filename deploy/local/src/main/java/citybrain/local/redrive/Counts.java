package citybrain.local.redrive;

import java.util.Map;
import java.util.TreeMap;

/** What became of refused records, by the reason of their refusal. */
public final class Counts {

  /**
   * Of one reason, in records.
   *
   * @param refused in all
   * @param sent again now
   * @param sentBefore and not refused since
   * @param there all that they tell is observed by now
   * @param heldBack they tell again what was observed before the overlap of the feed: it would be
   *     counted twice
   * @param gone the raw topic does not have them any more
   */
  public record Count(
      long refused, long sent, long sentBefore, long there, long heldBack, long gone) {

    private static final Count NONE = new Count(0, 0, 0, 0, 0, 0);

    private Count plus(Count more) {
      return new Count(
          refused + more.refused,
          sent + more.sent,
          sentBefore + more.sentBefore,
          there + more.there,
          heldBack + more.heldBack,
          gone + more.gone);
    }
  }

  private final Map<String, Count> byReason = new TreeMap<>();
  long more;

  private void add(String reason, Count count) {
    byReason.merge(reason, count, Count::plus);
  }

  void refused(String reason) {
    add(reason, new Count(1, 0, 0, 0, 0, 0));
  }

  void sent(String reason) {
    add(reason, new Count(0, 1, 0, 0, 0, 0));
  }

  void sentBefore(String reason) {
    add(reason, new Count(0, 0, 1, 0, 0, 0));
  }

  void there(String reason) {
    add(reason, new Count(0, 0, 0, 1, 0, 0));
  }

  void heldBack(String reason) {
    add(reason, new Count(0, 0, 0, 0, 1, 0));
  }

  void gone(String reason) {
    add(reason, new Count(0, 0, 0, 0, 0, 1));
  }

  public Map<String, Count> byReason() {
    return Map.copyOf(byReason);
  }

  /** Beyond what is taken at one time. */
  public long more() {
    return more;
  }

  public Count all() {
    return byReason.values().stream().reduce(Count.NONE, Count::plus);
  }
}
