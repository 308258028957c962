package citybrain.local.evaluate;

import citybrain.local.view.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Scores for people: a table of scores beside chance, one of what a control room bears, notes. */
final class EvaluationText {

  /** From this width on each row says in words what was tuned. */
  private static final int WIDE = 150;

  private static final String UNKNOWN = "-";
  private static final int PERCENT = 100;
  private static final int LARGE = 1000;

  /** What a name may take of 80 columns. */
  private static final int LONGEST_NAME = 24;

  private final int columns;
  private final List<Evaluation> all;

  EvaluationText(List<Evaluation> all, int columns) {
    this.all = all;
    this.columns = columns;
  }

  private boolean isWide() {
    return columns >= WIDE;
  }

  @Override
  public String toString() {
    var nl = System.lineSeparator();
    return scores()
        + nl
        + burdens()
        + nl
        + (isWide()
            ? ""
            : flowing(
                "beats: no = no better than chance; clock, always = no better than these.", ""))
        + notes();
  }

  private String scores() {
    var table =
        isWide()
            ? new TextTable(
                "set",
                "rule",
                ">score",
                ">chance mean",
                ">p95",
                ">always",
                ">clock",
                ">alarms a day",
                "beats chance",
                "tuned on it")
            : new TextTable(
                "set, rule", ">score", ">chance", ">p95", ">always", ">clock", ">a day", "beats");
    for (var one : all) {
      for (var row : shown(one)) {
        add(table, row, one.card().tuned());
      }
    }
    return cut(table);
  }

  /** The last column of a wide table is told again below: it may be cut. */
  private String cut(TextTable table) {
    return table
        .toString()
        .lines()
        .map(line -> line.length() <= columns ? line : line.substring(0, columns - 1) + "…")
        .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
  }

  /** A rule that said nothing is only named. */
  private static boolean isShown(EvaluationRow row) {
    return row.isOfAllRules() || row.load().opened() > 0;
  }

  private static List<EvaluationRow> shown(Evaluation one) {
    return one.rows().stream().filter(EvaluationText::isShown).toList();
  }

  private void add(TextTable table, EvaluationRow row, String tuned) {
    var controls = row.controls();
    var cells = new ArrayList<>(name(row));
    cells.addAll(
        List.of(
            number(row.score()),
            number(controls.mean()),
            number(controls.high()),
            number(controls.constant()),
            number(controls.clock()),
            rate(row.load().aDay())));
    if (isWide()) {
      cells.add(row.verdict().text());
      cells.add(row.isOfAllRules() ? tuned : "");
    } else {
      cells.add(row.verdict().word());
    }
    table.add(cells.toArray(String[]::new));
  }

  private List<String> name(EvaluationRow row) {
    var part = row.part().isEmpty() ? "" : " " + row.part();
    if (isWide()) {
      return List.of(row.set() + part, row.isOfAllRules() ? "all" : row.rule());
    }
    return List.of(
        row.isOfAllRules()
            ? fitted(row.set(), LONGEST_NAME - part.length()) + part
            : fitted("  " + shortName(row), LONGEST_NAME));
  }

  private static String fitted(String name, int most) {
    return name.length() <= most ? name : name.substring(0, Math.max(0, most - 1)) + "…";
  }

  /** Without the domain, unless another rule of the set has the same name then. */
  private String shortName(EvaluationRow row) {
    long same =
        all.stream()
            .flatMap(one -> shown(one).stream())
            .filter(other -> other.set().equals(row.set()) && other.part().equals(row.part()))
            .filter(other -> plain(other.rule()).equals(plain(row.rule())))
            .count();
    return same > 1 ? row.rule() : plain(row.rule());
  }

  private static String plain(String rule) {
    return rule.substring(rule.indexOf('.') + 1);
  }

  private String burdens() {
    var table =
        isWide()
            ? new TextTable(
                "set",
                "rule",
                ">alarms",
                ">a day",
                ">in 10 min",
                ">peak in 10 min",
                ">spans above 10",
                ">ten loudest",
                ">chattering",
                ">open > 24 h",
                "EEMUA 191")
            : new TextTable(
                "set, rule", ">a day", ">peak", ">floods", ">loud", ">chat", ">stale", "EEMUA 191");
    for (var one : all) {
      for (var row : shown(one)) {
        var load = row.load();
        var cells = new ArrayList<>(name(row));
        if (isWide()) {
          cells.add(Integer.toString(load.opened()));
        }
        cells.add(rate(load.aDay()));
        if (isWide()) {
          cells.add(String.format(Locale.ROOT, "%.2f", load.inTenMinutes()));
        }
        cells.add(Integer.toString(load.peak()));
        cells.add(String.format(Locale.ROOT, "%.1f%%", PERCENT * load.floodShare()));
        cells.add(String.format(Locale.ROOT, "%.0f%%", PERCENT * load.loudestShare()));
        cells.add(Integer.toString(load.chattering()));
        cells.add(Integer.toString(load.stale()));
        cells.add(load.verdict().name().toLowerCase(Locale.ROOT));
        table.add(cells.toArray(String[]::new));
      }
    }
    return table.toString();
  }

  private String notes() {
    var text = new StringBuilder();
    for (var one : all) {
      var first = one.rows().get(0);
      text.append(
          flowing(
              String.format(
                  Locale.ROOT,
                  "%s: %s. %s; %,d readings. Tuned: %s.",
                  one.card().name(),
                  one.card().what(),
                  first.measure(),
                  one.readings(),
                  one.card().tuned()),
              ""));
      for (var row : shown(one)) {
        if (!row.detail().isEmpty()) {
          var who = row.isOfAllRules() ? "all rules" : row.rule();
          var part = row.part().isEmpty() ? "" : row.part() + ", ";
          text.append(flowing(part + who + ": " + row.detail() + ".", "  "));
        }
      }
      var silent = one.rows().stream().filter(row -> !isShown(row)).map(EvaluationRow::rule);
      var names = silent.distinct().toList();
      if (!names.isEmpty()) {
        text.append(flowing("read it and said nothing: " + String.join(", ", names) + ".", "  "));
      }
      one.remarks().forEach(remark -> text.append(flowing(remark + ".", "  ")));
    }
    return text.toString();
  }

  /** Words in lines that fit, each behind the indent. */
  private String flowing(String words, String indent) {
    return flowing(words, indent, columns);
  }

  static String flowing(String words, String indent, int columns) {
    var text = new StringBuilder();
    var line = new StringBuilder(indent);
    for (var word : words.split(" ", -1)) {
      if (line.length() > indent.length() && line.length() + word.length() >= columns) {
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        line = new StringBuilder(indent + "  ");
      }
      line.append(word).append(' ');
    }
    return text.append(line.toString().stripTrailing()).append(System.lineSeparator()).toString();
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? UNKNOWN
        : String.format(
            Locale.ROOT,
            Math.abs(value) >= LARGE ? "%.0f" : Math.abs(value) > 2 ? "%.1f" : "%.3f",
            value);
  }

  private static String rate(double value) {
    return String.format(Locale.ROOT, value >= 10 ? "%,.0f" : "%.2f", value);
  }
}
