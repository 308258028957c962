package citybrain.feed.feeds.table;

import citybrain.feed.Declaration;
import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.declared.DeclaredFeed;
import citybrain.feed.table.TableLayout;
import citybrain.feed.table.TimeColumns;
import citybrain.observation.ObservedProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Any CSV with a header line, declared in the city file: columns, properties, units, times. */
public final class DeclaredTableFeed implements FeedKind {

  private static final String SEPARATOR = "separator";
  private static final String DECIMAL_SIGN = "decimal-sign";

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
                DECIMAL_SIGN, "of numbers: . or , (.)")));
  }

  @Override
  public Map<String, List<String>> choices() {
    return Map.of(SEPARATOR, List.of(",", ";", "|", "tab"), DECIMAL_SIGN, List.of(".", ","));
  }

  @Override
  public Map<String, String> blocks() {
    return DeclaredFeed.BLOCKS;
  }

  @Override
  public void check(Declaration declaration) {
    DeclaredFeed.read(declaration);
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
    return layout(setup, declared.time())
        .feed(setup, declared.procedure(setup), declared.binding(setup));
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    return layout(setup, DeclaredFeed.of(setup).time()).clock(setup);
  }

  private static TableLayout layout(FeedSetup setup, TimeColumns time) {
    var separator = setup.option(SEPARATOR).orElse(",");
    return new TableLayout(
        separator.equals("tab") ? '\t' : separator.charAt(0),
        setup.option(DECIMAL_SIGN).orElse(".").charAt(0),
        time);
  }
}
