package citybrain.local.topics;

/**
 * What one rule did with its inputs.
 *
 * @param inputs readings it wants
 * @param late of those, the ones that came too late for it
 * @param taken of those, all others
 * @param judged of those taken, the ones whose turn has come
 * @param overtaken of those taken, the ones that came after their turn
 * @param stopped of those taken, the ones of keys that the rule failed for
 */
public record RuleTotals(
    long inputs, long late, long taken, long judged, long overtaken, long stopped) {

  static final RuleTotals NOTHING = new RuleTotals(0, 0, 0, 0, 0, 0);

  RuleTotals plus(RuleTotals other) {
    return new RuleTotals(
        inputs + other.inputs,
        late + other.late,
        taken + other.taken,
        judged + other.judged,
        overtaken + other.overtaken,
        stopped + other.stopped);
  }

  /** Those whose turn has not come yet: the clocks they need have not passed them. */
  public long waiting() {
    return taken - judged - overtaken - stopped;
  }
}
