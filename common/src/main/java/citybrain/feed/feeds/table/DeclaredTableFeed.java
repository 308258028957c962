package citybrain.feed.feeds.table;

import citybrain.feed.Declaration;
import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.RegisterRange;
import citybrain.feed.declared.DeclaredFeed;
import citybrain.feed.table.TableLayout;
import citybrain.observation.ObservedProperty;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Any CSV with a header line, declared in the city file: columns, properties, units, times. */
public final class DeclaredTableFeed implements FeedKind {

  private static final String SEPARATOR = "separator";
  private static final String DECIMAL_SIGN = "decimal-sign";
  private static final String SKIP_LINES = "skip-lines";
  private static final String NETWORK = "network";
  private static final String COLUMNS = "columns";
  private static final String ENDS_WITH_SEPARATOR = "ends-with-separator";

  /** More lines than this before a header are another file. */
  private static final int MOST_SKIPPED = 1_000;

  @Override
  public String name() {
    return "table";
  }

  @Override
  public String describe() {
    return "Any CSV with a header line, declared in the city file";
  }

  @Override
  public Map<String, String> options() {
    return TableLayout.options(
        DeclaredFeed.options(
            Map.of(
                SEPARATOR, "between the fields: , ; | or tab (,)",
                DECIMAL_SIGN, "of numbers: . or , (.)",
                SKIP_LINES,
                    "how many lines stand before the one that names the columns, or beside 'columns' before the"
                        + " rows (0)",
                NETWORK,
                    "EPANET .inp file of the water network whose nodes bear the names of the features: leak alerts"
                        + " then name pipes",
                ENDS_WITH_SEPARATOR, "true when lines have one behind their last field (false)")));
  }

  @Override
  public Map<String, List<String>> choices() {
    return Map.of(
        SEPARATOR,
        List.of(",", ";", "|", "tab"),
        DECIMAL_SIGN,
        List.of(".", ","),
        ENDS_WITH_SEPARATOR,
        List.of("true", "false"));
  }

  @Override
  public Map<String, String> blocks() {
    var blocks = new HashMap<>(DeclaredFeed.BLOCKS);
    blocks.put(
        COLUMNS,
        "list of the names of the columns where no line names them as it should; the last may be "
            + TableLayout.FURTHER
            + " for any more");
    return blocks;
  }

  @Override
  public void check(Declaration declaration) {
    DeclaredFeed.read(declaration);
    skipLines(declaration);
    columns(declaration);
    var sign = declaration.findText(DECIMAL_SIGN).orElse(".");
    if (sign.equals(declaration.findText(SEPARATOR).orElse(","))) {
      throw declaration.wrong(DECIMAL_SIGN, sign, "another sign than between the fields");
    }
  }

  @Override
  public Set<ObservedProperty> properties(FeedSetup setup) {
    return DeclaredFeed.of(setup).properties();
  }

  @Override
  public Feed open(FeedSetup setup) {
    var declared = DeclaredFeed.of(setup);
    return layout(setup, declared).feed(setup, declared.procedure(setup), declared.binding(setup));
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return layout(setup, DeclaredFeed.of(setup)).clock(setup);
  }

  @Override
  public List<RegisterRange> registers(FeedSetup setup) {
    return DeclaredFeed.of(setup).registers();
  }

  private static TableLayout layout(FeedSetup setup, DeclaredFeed declared) {
    var separator = setup.option(SEPARATOR).orElse(",");
    var declaration = setup.declaration().orElseThrow();
    return new TableLayout(
        separator.equals("tab") ? '\t' : separator.charAt(0),
        setup.option(DECIMAL_SIGN).orElse(".").charAt(0),
        skipLines(declaration),
        columns(declaration),
        declaration.flag(ENDS_WITH_SEPARATOR),
        declared.time(),
        declared.series());
  }

  private static int skipLines(Declaration declaration) {
    return declaration
        .find(
            SKIP_LINES,
            text -> {
              int lines = Integer.parseInt(text);
              if (lines < 0 || lines > MOST_SKIPPED) {
                throw new IllegalArgumentException(text);
              }
              return lines;
            },
            "a number of lines from 0 to " + MOST_SKIPPED)
        .orElse(0);
  }

  /** Each once: a name that stands twice would hide a column. */
  private static List<String> columns(Declaration declaration) {
    if (!declaration.has(COLUMNS)) {
      return List.of();
    }
    var names = declaration.list(COLUMNS, "a list of the names of the columns");
    for (int i = 0; i < names.size(); i++) {
      if (names.indexOf(names.get(i)) < i) {
        throw declaration.wrong(COLUMNS, names.get(i), "each name once");
      }
    }
    if (names.isEmpty() || names.get(0).equals(TableLayout.FURTHER)) {
      throw declaration.wrong(COLUMNS, names.toString(), "at least one name");
    }
    return names;
  }
}
