package citybrain.detection;

import citybrain.alerting.Severity;
import citybrain.observation.ObservedProperty;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Between which values a property is in order, as an operator of a city sets it. Numbers are in the
 * unit of the property.
 *
 * @param name which tells it from other thresholds of its city
 * @param above what is larger is out of order; null when nothing is too large
 * @param below what is smaller is out of order; null when nothing is too small
 * @param holding how long it must be out of order
 * @param clear how far within the limits it must come back; the gap keeps an alert from flapping
 * @param silence after so long without a reading it is unknown whether an alert goes on
 * @param place file and line where it is set, for messages
 */
public record Threshold(
    String name,
    ObservedProperty property,
    @Nullable Double above,
    @Nullable Double below,
    Duration holding,
    double clear,
    Severity severity,
    Duration silence,
    String place)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** How grave alerts can be, in words. */
  public static final List<String> SEVERITIES =
      Arrays.stream(Severity.values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();

  /** One whose alerts are moderate. */
  public Threshold(
      String name,
      ObservedProperty property,
      @Nullable Double above,
      @Nullable Double below,
      Duration holding,
      double clear,
      Duration silence,
      String place) {
    this(name, property, above, below, holding, clear, Severity.MODERATE, silence, place);
  }

  /** The same with alerts of another severity, one of {@link #SEVERITIES}. */
  public Threshold graded(String word) {
    var grade = Severity.valueOf(word.toUpperCase(Locale.ROOT));
    return new Threshold(name, property, above, below, holding, clear, grade, silence, place);
  }

  /** The limit that this value is beyond; null when it is in order. */
  public @Nullable Double broken(double value) {
    return above != null && value > above ? above : below != null && value < below ? below : null;
  }

  /** Whether this value ends an alert. */
  public boolean isClear(double value) {
    return (above == null || value <= above - clear) && (below == null || value >= below + clear);
  }
}
