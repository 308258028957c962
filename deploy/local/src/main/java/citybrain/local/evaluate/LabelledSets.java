package citybrain.local.evaluate;

import citybrain.feed.SettingException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All sets that are known, in the order in which they are shown. */
final class LabelledSets {

  private LabelledSets() {}

  /**
   * All of them.
   *
   * @param synthetic the synthetic city, as it is wished
   */
  static List<LabelledSet> all(SyntheticSet synthetic) {
    return List.of(
        new NabSet(),
        new SkabSet(),
        new BatadalSet(),
        new GeccoSet(),
        new LtownSet(),
        new AarhusSet(),
        new InflowSet(),
        synthetic,
        new ElectricitySet());
  }

  /**
   * Those of these names, in their order.
   *
   * @throws SettingException when one is unknown
   */
  static List<LabelledSet> named(List<LabelledSet> known, List<String> names) {
    var sets = new ArrayList<LabelledSet>();
    for (var name : names) {
      sets.add(
          known.stream()
              .filter(set -> set.card().name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new SettingException(
                          "there is no set '%s'; expected one of %s"
                              .formatted(
                                  name,
                                  known.stream()
                                      .map(set -> set.card().name())
                                      .collect(Collectors.joining(", "))))));
    }
    return sets;
  }
}
