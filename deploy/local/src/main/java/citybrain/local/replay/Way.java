package citybrain.local.replay;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One way of running the jobs over a recording; they have to come to the same in all of them.
 *
 * @param parallelism of every job
 * @param slowness the recording is written over so many times the time that the plain way took; at
 *     once when zero
 * @param stops how often all jobs stand still for a while
 * @param kills how often they are killed, to go on from their last checkpoint
 * @param rescaled to what parallelisms they are brought, one after the other, each time by a
 *     savepoint that they are stopped with and go on from
 * @param late whether all others start when ingest is an hour ahead
 * @param lake whether it is archived as well, and what the lake has is judged again: that is held
 *     against the rest too
 */
record Way(
    String name,
    int parallelism,
    int slowness,
    int stops,
    int kills,
    List<Integer> rescaled,
    boolean late,
    boolean lake) {

  static final Way PLAIN = new Way("plain", 1, 0, 0, 0, List.of(), false, false);

  static final List<Way> ALL =
      List.of(
          PLAIN,
          new Way("throttled", 1, 10, 0, 0, List.of(), false, false),
          new Way("stopped", 1, 2, 6, 0, List.of(), false, false),
          new Way("parallel-2", 2, 0, 0, 0, List.of(), false, false),
          new Way("parallel-4", 4, 0, 0, 0, List.of(), false, false),
          new Way("killed", 1, 2, 0, 3, List.of(), false, false),
          new Way("rescaled", 2, 2, 0, 0, List.of(3, 1), false, false),
          new Way("late", 1, 0, 0, 0, List.of(), true, false),
          new Way("lake", 2, 0, 0, 0, List.of(), false, true));

  static List<String> names() {
    return ALL.stream().map(Way::name).toList();
  }

  /**
   * The ways of these names; of {@code none} no way, only the fold.
   *
   * @throws citybrain.feed.SettingException when there is none of a name
   */
  static List<Way> named(String names) {
    return names.equals("none")
        ? List.of()
        : Arrays.stream(names.split(",", -1)).map(name -> one(name.strip())).toList();
  }

  private static Way one(String name) {
    return ALL.stream()
        .filter(way -> way.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new citybrain.feed.SettingException(
                    "--ways: there is no way '"
                        + name
                        + "'; expected some of "
                        + names().stream().collect(Collectors.joining(", "))));
  }
}
