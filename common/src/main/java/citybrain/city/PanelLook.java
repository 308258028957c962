package citybrain.city;

import citybrain.alerting.AlertChange;
import citybrain.detection.PanelModel;
import java.util.List;

/**
 * One row of a panel, held against what is expected.
 *
 * @param values of the row, by series
 * @param residuals from what is expected, in deviations
 * @param ordinary the largest of these that is, by series
 * @param most the series that is farthest beyond it
 */
record PanelLook(
    List<String> names,
    float[] values,
    float[] deviation,
    double[] residuals,
    float[] ordinary,
    float[] seen,
    int most) {

  static PanelLook of(PanelModel model, float[] largest, float[] pair, List<String> names) {
    var residuals = model.residuals(pair);
    var seen = largest.length == residuals.length ? largest : new float[residuals.length];
    var ordinary = new float[residuals.length];
    int most = 0;
    for (int i = 0; i < residuals.length; i++) {
      ordinary[i] = Math.max(model.limit()[i], seen[i]);
      if (Math.abs(residuals[i]) / ordinary[i] > Math.abs(residuals[most]) / ordinary[most]) {
        most = i;
      }
    }
    return new PanelLook(names, pair, model.deviation(), residuals, ordinary, seen, most);
  }

  int series() {
    return residuals.length;
  }

  /** How far beyond what is ordinary, as a factor. */
  double times() {
    return Math.abs(residuals[most]) / ordinary[most];
  }

  double observed() {
    return values[most];
  }

  double expected() {
    return expected(most);
  }

  private double expected(int series) {
    return values[series] - residuals[series] * deviation[series];
  }

  /** What tells a series apart; neither properties nor UCUM codes have blanks. */
  static String name(String property, String unit, String feature) {
    return property + " " + unit + " " + feature;
  }

  private String part(int which) {
    return names.get(most).split(" ", 3)[which];
  }

  String property() {
    return part(0);
  }

  String unit() {
    return part(1);
  }

  String feature() {
    return part(2);
  }

  private int seriesOf(AlertChange open) {
    return names.indexOf(name(open.property(), open.unit(), open.feature()));
  }

  /** Of the series that an alert is about; what was last told of one that is gone. */
  double observedOf(AlertChange open) {
    int at = seriesOf(open);
    return at < 0 ? open.observed() : values[at];
  }

  double expectedOf(AlertChange open) {
    int at = seriesOf(open);
    return at < 0 ? open.expected() : expected(at);
  }

  float[] faded(double fade) {
    var next = seen.clone();
    for (int i = 0; i < next.length; i++) {
      next[i] = (float) (next[i] * fade);
    }
    return next;
  }

  /** With this row, which counts no more than so often what was ordinary. */
  float[] largest(double fade, double growth) {
    var next = faded(fade);
    for (int i = 0; i < next.length; i++) {
      double counted = Math.min(Math.abs(residuals[i]), growth * ordinary[i]);
      next[i] = (float) Math.max(next[i], counted);
    }
    return next;
  }
}
