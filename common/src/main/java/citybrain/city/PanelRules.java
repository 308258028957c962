package citybrain.city;

import citybrain.detection.CityRule;
import citybrain.detection.Key;
import citybrain.detection.Panel;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The rules that operators make of panels in city files: one for each name and key. */
public final class PanelRules {

  /** Of their settings. */
  public static final String KEY = "panel";

  private static final Duration LATENESS = Duration.ofMinutes(5);

  private static final class Members {
    final TreeMap<String, Panel> panels = new TreeMap<>();
    Key by = Key.FEATURE;
    final TreeSet<ObservedProperty> inputs = new TreeSet<>();
  }

  private PanelRules() {}

  /**
   * The rules of these panels.
   *
   * @param cities the panels of each city
   * @param brought what each feed of each city brings
   */
  public static List<CityRule<?, ?>> of(
      Map<String, ? extends Collection<Panel>> cities,
      Map<String, ? extends Map<String, ? extends Collection<ObservedProperty>>> brought) {
    var byRule = new TreeMap<String, Members>();
    cities.forEach(
        (city, panels) ->
            panels.forEach(
                panel -> {
                  var inputs = inputs(brought.get(city), panel);
                  var name = name(panel, inputs);
                  var members = byRule.computeIfAbsent(name, ignored -> new Members());
                  members.panels.put(city, panel);
                  members.inputs.addAll(inputs);
                  members.by = panel.by();
                }));
    var rules = new ArrayList<CityRule<?, ?>>();
    byRule.forEach((name, members) -> rules.add(rule(name, members)));
    return List.copyOf(rules);
  }

  private static Collection<ObservedProperty> inputs(
      @Nullable Map<String, ? extends Collection<ObservedProperty>> brought, Panel panel) {
    var inputs = brought == null ? null : brought.get(panel.feed());
    if (inputs == null || inputs.isEmpty()) {
      throw new IllegalArgumentException(panel.place() + ": nothing is brought by " + panel.feed());
    }
    return inputs;
  }

  /** Another key is another rule: what is remembered apart is not the same. */
  private static String name(Panel panel, Collection<ObservedProperty> inputs) {
    var domain = new TreeSet<>(inputs).first().domain();
    var by = panel.by() == Key.FEATURE ? "" : "-by-" + panel.by().name().toLowerCase(Locale.ROOT);
    return domain.word() + "." + KEY + by + "-" + panel.name();
  }

  private static CityRule<PanelAlert.Settings, PanelAlert.Memory> rule(
      String name, Members members) {
    var travelling = new TreeMap<>(members.panels);
    return CityRule.of(
            KEY,
            "1",
            LATENESS,
            zone -> PanelAlert.Settings.usual(),
            members.inputs,
            members.by,
            (settings, zone) -> new PanelAlert(settings, travelling),
            PanelAlert.Memory.class)
        .named(name, members.inputs.first().domain(), List.copyOf(members.inputs))
        .only(members.panels.keySet());
  }
}
