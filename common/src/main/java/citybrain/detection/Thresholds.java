package citybrain.detection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The settings of a rule by name: each number and each word of its settings record is a threshold,
 * {@code silenceMinutes} as {@code silence-minutes}. So a rule says once what can be set, and what
 * it is set to may come from a file. All numbers are above zero, see {@link AtMost}.
 */
public final class Thresholds {

  /** Names that end in one of these count it. */
  private static final Set<String> UNITS =
      Set.of(
          "minutes", "hours", "days", "nights", "readings", "metres", "sigmas", "times", "volts");

  private Thresholds() {}

  /**
   * All thresholds of these settings with their values. Time zone and calendar are none: they are
   * the city's.
   */
  public static SortedMap<String, String> of(Record settings) {
    var all = new TreeMap<String, String>();
    for (var component : settings.getClass().getRecordComponents()) {
      if (isThreshold(component)) {
        all.put(key(component), text(value(component, settings)));
      }
    }
    return all;
  }

  /** Whether this can be the value of that threshold. */
  public static boolean accepts(Record settings, String key, String value) {
    try {
      parsed(component(settings, key), value);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What a threshold can be, in words that fit behind "expected". */
  public static String expected(Record settings, String key) {
    var component = component(settings, key);
    if (component.getType().isEnum()) {
      var words = Arrays.stream(component.getType().getEnumConstants()).map(Thresholds::text);
      return "one of " + String.join(", ", words.toList());
    }
    var unit = key.substring(key.lastIndexOf('-') + 1);
    boolean whole = component.getType() == int.class;
    var most = component.getAnnotation(AtMost.class);
    return (whole ? "a whole number" : "a number")
        + (UNITS.contains(unit) ? " of " + unit : "")
        + (whole ? ", 1 or more" : " above 0")
        + (most == null ? "" : " and at most " + text(most.value()))
        + ", such as "
        + text(value(component, settings));
  }

  /**
   * The settings with other thresholds.
   *
   * @param changes values by key
   * @throws IllegalArgumentException for a value that is not accepted, an unknown key, or values
   *     that do not go together
   */
  @SuppressWarnings("unchecked") // the constructor is that of the settings' own class
  public static <S extends Record> S with(S settings, Map<String, String> changes) {
    changes.keySet().forEach(key -> component(settings, key));
    var components = settings.getClass().getRecordComponents();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var values =
        Arrays.stream(components)
            .map(
                component -> {
                  var change = changes.get(key(component));
                  return change == null ? value(component, settings) : parsed(component, change);
                })
            .toArray();
    try {
      return (S) settings.getClass().getConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(String.valueOf(e.getTargetException().getMessage()), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(settings.getClass() + " is not a public record", e);
    }
  }

  private static boolean isThreshold(RecordComponent component) {
    return component.getType().isPrimitive() || component.getType().isEnum();
  }

  private static String key(RecordComponent component) {
    return component.getName().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }

  private static RecordComponent component(Record settings, String key) {
    Predicate<RecordComponent> isMeant =
        component -> isThreshold(component) && key(component).equals(key);
    return Arrays.stream(settings.getClass().getRecordComponents())
        .filter(isMeant)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no threshold '" + key + "'"));
  }

  private static Object value(RecordComponent component, Record settings) {
    try {
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(settings.getClass() + " is not a public record", e);
    }
  }

  private static String text(Object value) {
    return value instanceof Enum<?> word
        ? word.name().toLowerCase(Locale.ROOT).replace('_', '-')
        : String.valueOf(value).replaceAll("\\.0$", "");
  }

  private static Object parsed(RecordComponent component, String text) {
    if (component.getType().isEnum()) {
      return Arrays.stream(component.getType().getEnumConstants())
          .filter(word -> text(word).equals(text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(text));
    }
    boolean whole = component.getType() == int.class;
    double number = whole ? Integer.parseInt(text) : Double.parseDouble(text);
    var most = component.getAnnotation(AtMost.class);
    if (!(number > 0) || number > (most == null ? Double.MAX_VALUE : most.value())) {
      throw new IllegalArgumentException(text);
    }
    return whole ? (Object) (int) number : (Object) number;
  }
}
