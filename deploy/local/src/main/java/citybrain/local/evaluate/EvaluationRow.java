package citybrain.local.evaluate;

import citybrain.alerting.AlertBurden;
import java.util.SortedMap;

/**
 * A score beside what those get who know nothing.
 *
 * @param set by its name
 * @param part of it; empty when it has one only
 * @param rule whose alerts were scored; empty for those of all rules
 * @param measure what the score is
 * @param score NaN where nothing is labelled
 * @param detail the most telling in words
 * @param figures all else, by name
 * @param mindsConstant whether an alarm that never ends can be beaten
 * @param load on a control room, over what is scored
 */
record EvaluationRow(
    String set,
    String part,
    String rule,
    String measure,
    double score,
    String detail,
    SortedMap<String, Double> figures,
    ChanceControl.Controls controls,
    boolean mindsConstant,
    AlertBurden.Load load) {

  /** What a score is worth. */
  enum Verdict {
    YES("yes", "yes"),
    /** Not above the 95th percentile of the rotations. */
    NO("no", "no better than chance"),
    CLOCK("clock", "no better than a blind clock"),
    CONSTANT("always", "no better than always alarm"),
    UNLABELLED("-", "not labelled");

    private final String word;
    private final String text;

    Verdict(String word, String text) {
      this.word = word;
      this.text = text;
    }

    String word() {
      return word;
    }

    String text() {
      return text;
    }
  }

  boolean isAboveChance() {
    return score > controls.high();
  }

  Verdict verdict() {
    if (Double.isNaN(score)) {
      return Verdict.UNLABELLED;
    }
    if (!isAboveChance()) {
      return Verdict.NO;
    }
    if (score <= controls.clock()) {
      return Verdict.CLOCK;
    }
    return mindsConstant && score <= controls.constant() ? Verdict.CONSTANT : Verdict.YES;
  }

  /** The whole of a set, not one of several rules. */
  boolean isOfAllRules() {
    return rule.isEmpty();
  }
}
