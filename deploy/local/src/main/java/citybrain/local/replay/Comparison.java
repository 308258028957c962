package citybrain.local.replay;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the jobs made of a recording, held against what it must be.
 *
 * @param kinds figures of each kind
 * @param differences the first of each kind, for people
 */
record Comparison(Map<Results.Kind, Figures> kinds, List<String> differences) {

  private static final int SHOWN = 4;

  /**
   * How many there are of a kind.
   *
   * @param expected how many there must be
   * @param missing of these
   * @param other of these, with other bytes
   * @param added what must not be
   */
  record Figures(int expected, int missing, int other, int added) {

    boolean areEqual() {
      return missing + other + added == 0;
    }

    @Override
    public String toString() {
      return areEqual()
          ? String.format(Locale.ROOT, "%,d equal", expected)
          : String.format(
              Locale.ROOT,
              "%,d expected, %,d missing, %,d other, %,d too many",
              expected,
              missing,
              other,
              added);
    }
  }

  static Comparison of(Results expected, Results found) {
    var kinds = new EnumMap<Results.Kind, Figures>(Results.Kind.class);
    var differences = new ArrayList<>(first(found.faults()));
    for (var kind : Results.Kind.values()) {
      kinds.put(kind, compare(kind, expected, found, differences));
    }
    return new Comparison(kinds, List.copyOf(differences));
  }

  private static Figures compare(
      Results.Kind kind, Results expected, Results found, List<String> differences) {
    var missing = new ArrayList<String>();
    var other = new ArrayList<String>();
    var added = new ArrayList<String>();
    expected
        .entries(kind)
        .forEach(
            (about, bytes) -> {
              var is = found.entries(kind).get(about);
              if (is == null) {
                missing.add(
                    kind
                        + " missing: "
                        + about
                        + System.lineSeparator()
                        + "    "
                        + expected.text(kind, bytes));
              } else if (!Arrays.equals(bytes, is)) {
                other.add(
                    String.join(
                        System.lineSeparator(),
                        kind + " other: " + about,
                        "    must be " + expected.text(kind, bytes),
                        "    is      " + found.text(kind, is)));
              }
            });
    found
        .entries(kind)
        .forEach(
            (about, bytes) -> {
              if (!expected.entries(kind).containsKey(about)) {
                added.add(
                    kind
                        + " too many: "
                        + about
                        + System.lineSeparator()
                        + "    "
                        + found.text(kind, bytes));
              }
            });
    for (var list : List.of(missing, other, added)) {
      differences.addAll(first(list));
    }
    return new Figures(expected.count(kind), missing.size(), other.size(), added.size());
  }

  private static List<String> first(List<String> all) {
    return all.subList(0, Math.min(SHOWN, all.size()));
  }

  boolean isEqual() {
    return differences.isEmpty();
  }

  /** One line of figures, then the first differences. */
  String text() {
    var lines = new ArrayList<String>();
    kinds.forEach(
        (kind, figures) -> lines.add(kind.name().toLowerCase(Locale.ROOT) + " " + figures));
    var head = String.join("; ", lines);
    return differences.isEmpty()
        ? head
        : head
            + System.lineSeparator()
            + "  "
            + String.join(System.lineSeparator() + "  ", differences);
  }
}
