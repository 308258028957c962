package citybrain.local.evaluate;

import citybrain.local.view.TextTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;

/**
 * The same days judged by rules that know nothing, were taught, or lived through the days before.
 */
final class KnowingText {

  private static final int LONGEST_NAME = 27;
  private static final int COLUMNS = 80;

  private static final String LEGEND =
      "cold: know nothing when the first judged day begins. taught: the baselines of the days"
          + " before. lived: ran through these days themselves. Of all, only judged days are scored;"
          + " false and all alerts are counted a day.";

  private final List<Evaluation> all;

  /** Of sets as {@link Learning#card} names them. */
  KnowingText(List<Evaluation> all) {
    this.all = all;
  }

  @Override
  public String toString() {
    var table =
        new TextTable("set, rule", "rules", ">score", ">found", ">false", ">a day", "EEMUA");
    all.stream().map(KnowingText::set).distinct().forEach(set -> addSet(table, set));
    return table + System.lineSeparator() + EvaluationText.flowing(LEGEND, "", COLUMNS) + notes();
  }

  /** Without what its rules know. */
  private static String set(Evaluation one) {
    var name = one.card().name();
    return name.substring(0, name.lastIndexOf('-'));
  }

  private void addSet(TextTable table, String set) {
    var ways = all.stream().filter(one -> set(one).equals(set)).toList();
    for (var row : ways.get(0).rows()) {
      var same = new EnumMap<Knowing, List<EvaluationRow>>(Knowing.class);
      for (var knowing : Knowing.values()) {
        same.put(knowing, find(ways, knowing, row));
      }
      if (row.isOfAllRules() || same.values().stream().anyMatch(one -> opened(one) > 0)) {
        same.forEach(
            (knowing, one) ->
                add(table, knowing == Knowing.COLD ? name(set, row) : "", knowing, one));
      }
    }
  }

  private static int opened(List<EvaluationRow> row) {
    return row.isEmpty() ? 0 : row.get(0).load().opened();
  }

  /** None where a set could not be scored. */
  private static List<EvaluationRow> find(
      List<Evaluation> ways, Knowing knowing, EvaluationRow like) {
    return ways.stream()
        .filter(way -> way.card().name().endsWith("-" + knowing.word()))
        .flatMap(way -> way.rows().stream())
        .filter(row -> row.part().equals(like.part()) && row.rule().equals(like.rule()))
        .limit(1)
        .toList();
  }

  private static String name(String set, EvaluationRow row) {
    var part = set + (row.part().isEmpty() ? "" : " " + row.part());
    var name = row.isOfAllRules() ? part : "  " + row.rule();
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  private static void add(
      TextTable table, String name, Knowing knowing, List<EvaluationRow> found) {
    var cells = new ArrayList<>(List.of(name, knowing.word()));
    if (found.isEmpty()) {
      cells.addAll(List.of("-", "-", "-", "-", "-"));
    } else {
      var row = found.get(0);
      var figures = row.figures();
      cells.add(number(row.score(), "%.3f"));
      cells.add(
          String.format(
              Locale.ROOT,
              "%.0f/%.0f",
              figures.getOrDefault("found", 0.0),
              figures.getOrDefault("events", 0.0)));
      cells.add(number(figures.getOrDefault("false_alerts_a_day", Double.NaN), "%.2f"));
      cells.add(number(row.load().aDay(), "%.2f"));
      cells.add(row.load().verdict().name().toLowerCase(Locale.ROOT));
    }
    table.add(cells.toArray(String[]::new));
  }

  private static String number(double value, String format) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private String notes() {
    var text = new StringBuilder();
    for (var set : all.stream().map(KnowingText::set).distinct().toList()) {
      all.stream()
          .filter(one -> set(one).equals(set))
          .limit(1)
          .forEach(
              one ->
                  text.append(
                      EvaluationText.flowing(
                          String.format(
                              Locale.ROOT,
                              "%s: %s; %,d readings. Tuned: %s.",
                              set,
                              one.card().what(),
                              one.readings(),
                              one.card().tuned()),
                          "",
                          COLUMNS)));
    }
    return text.toString();
  }
}
