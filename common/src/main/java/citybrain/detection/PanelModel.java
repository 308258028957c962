package citybrain.detection;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What several series that are read together let expect of each one of them now: ridge regression
 * of each on all others now and on all of them at the row before.
 *
 * @param mean of each series now, then of each at the row before
 * @param deviation standard deviation of each, in the same order; 0 for one that never moved
 * @param weights by series one after the other: its residual as a sum over all these, in deviations
 * @param limit residual of each that one in a thousand of the rows learned from goes beyond, in
 *     deviations
 */
public record PanelModel(float[] mean, float[] deviation, float[] weights, float[] limit) {

  private static final double SHARE_WITHIN = 0.999;

  /** No series is predicted better than this, in deviations. */
  private static final double LEAST_LIMIT = 0.02;

  private static final double NEVER_MOVED = 1e-9;

  /**
   * Learns from pairs of rows.
   *
   * @param pairs values of all series, then those of the row before
   * @return null when nothing can be made of them
   */
  public static @Nullable PanelModel of(List<float[]> pairs) {
    int wide = pairs.get(0).length;
    int width = wide / 2;
    var mean = new float[wide];
    var deviation = new float[wide];
    var scaled = new double[pairs.size()][wide];
    for (int j = 0; j < wide; j++) {
      double sum = 0;
      for (var pair : pairs) {
        sum += pair[j];
      }
      double middle = sum / pairs.size();
      double squares = 0;
      for (var pair : pairs) {
        squares += (pair[j] - middle) * (pair[j] - middle);
      }
      double moved = Math.sqrt(squares / pairs.size());
      mean[j] = (float) middle;
      deviation[j] = moved > NEVER_MOVED * Math.max(1, Math.abs(middle)) ? (float) moved : 0;
    }
    for (int t = 0; t < scaled.length; t++) {
      scale(pairs.get(t), mean, deviation, scaled[t]);
    }
    var rows = Ridge.residualWeights(Ridge.correlation(scaled));
    if (rows == null) {
      return null;
    }
    var weights = new float[width * wide];
    var limit = new float[width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < wide; j++) {
        weights[i * wide + j] = (float) rows[i][j];
      }
      limit[i] = (float) (beyond(scaled, rows[i]) + LEAST_LIMIT);
    }
    return new PanelModel(mean, deviation, weights, limit);
  }

  private static double beyond(double[][] scaled, double[] weights) {
    var off = new double[scaled.length];
    for (int t = 0; t < off.length; t++) {
      off[t] = Math.abs(Ridge.product(weights, scaled[t]));
    }
    Arrays.sort(off);
    double place = SHARE_WITHIN * (off.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, off.length - 1);
    return off[below] + (place - below) * (off[above] - off[below]);
  }

  /** One that never moved is as it was. */
  private static void scale(float[] pair, float[] mean, float[] deviation, double[] scaled) {
    for (int j = 0; j < pair.length; j++) {
      scaled[j] = deviation[j] == 0 ? 0 : (pair[j] - mean[j]) / (double) deviation[j];
    }
  }

  /** How far each series is from what is expected of it, in deviations; 0 where it never moved. */
  public double[] residuals(float[] pair) {
    var scaled = new double[pair.length];
    scale(pair, mean, deviation, scaled);
    var residuals = new double[limit.length];
    for (int i = 0; i < residuals.length; i++) {
      double sum = 0;
      for (int j = 0; j < scaled.length; j++) {
        sum += weights[i * scaled.length + j] * scaled[j];
      }
      residuals[i] = deviation[i] == 0 ? 0 : sum;
    }
    return residuals;
  }
}
