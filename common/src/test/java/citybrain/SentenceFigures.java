package citybrain;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.alerting.AlertChange;
import java.util.regex.Pattern;

/** The figures in the sentence of an alert, which are those in its fields. */
final class SentenceFigures {

  /**
   * A number and what it is a number of, where that is the unit of the fields or of the sentence.
   */
  private static final Pattern FIGURE =
      Pattern.compile(
          "([+-]?[0-9]+(?:[.][0-9]+)?) (km/h|L/s|kWh|V|m|ug/m3|dB|meters|min after|min by"
              + "|min(?= where| were))(?![\\w/])");

  private SentenceFigures() {}

  /** Whether there are some. */
  static boolean in(AlertChange change) {
    return FIGURE.matcher(change.reason()).find();
  }

  /** Each is the observed, the expected or their difference, and the observed is said. */
  static void hold(AlertChange change) {
    var figures = FIGURE.matcher(change.reason());
    boolean isObservedSaid = false;
    while (figures.find()) {
      var text = figures.group(1);
      double factor = figures.group(2).startsWith("min ") ? 60 : 1;
      int point = text.indexOf('.');
      double half = 0.5000001 * Math.pow(10, point < 0 ? 0 : point + 1 - text.length()) * factor;
      double figure = Math.abs(Double.parseDouble(text) * factor);
      boolean isObserved = Math.abs(figure - Math.abs(change.observed())) <= half;
      double difference = Math.abs(change.observed() - change.expected());
      assertThat(
              isObserved
                  || Math.abs(figure - Math.abs(change.expected())) <= half
                  || Math.abs(figure - difference) <= half
                  || figures.group(2).equals("meters"))
          .as("%s of %s", figures.group(), change)
          .isTrue();
      isObservedSaid |= isObserved;
    }
    boolean isCount = change.unit().equals("1");
    assertThat(isObservedSaid || isCount).as("the observed is said: %s", change).isTrue();
    if (isCount) {
      assertThat(change.reason()).containsPattern("\\b" + (int) change.observed() + "\\b");
    }
  }
}
