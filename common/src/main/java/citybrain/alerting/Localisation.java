package citybrain.alerting;

import java.util.List;
import java.util.Locale;

/**
 * Where the cause of an alert is most likely: a first place to look at, ranked, and no more.
 *
 * @param kind what the features are: {@link #PIPE}, or {@link #SENSOR} where no network is known
 * @param features ids, the most likely first; at most {@link #MOST}
 * @param around the node in the middle of them, empty where no network is known
 * @param radiusMetres how far along the pipes from there to look, rough; NaN where that is not
 *     known
 */
public record Localisation(String kind, List<String> features, String around, double radiusMetres) {

  public static final String PIPE = "pipe";
  public static final String SENSOR = "sensor";

  /** More say nothing. */
  public static final int MOST = 5;

  public Localisation {
    features = List.copyOf(features);
    radiusMetres = Double.isFinite(radiusMetres) ? radiusMetres : Double.NaN;
    if (features.isEmpty() || features.size() > MOST) {
      throw new IllegalArgumentException(features.size() + " features; expected 1 to " + MOST);
    }
  }

  /** As the end of a sentence. */
  public String text() {
    var names = String.join(", ", features);
    var many = features.size() == 1 ? "" : "s";
    return around.isEmpty()
        ? "most likely near the " + kind + many + " " + names
        : String.format(
            Locale.ROOT,
            "most likely near the %s%s %s (within about %.0f m of node %s)",
            kind,
            many,
            names,
            radiusMetres,
            around);
  }
}
