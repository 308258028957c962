package citybrain.feed.feeds.jsonlines;

import citybrain.feed.Declaration;
import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.RecordClock;
import citybrain.feed.RegisterRange;
import citybrain.feed.declared.DeclaredFeed;
import citybrain.feed.table.JsonLines;
import citybrain.feed.table.TableLayout;
import citybrain.observation.ObservedProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Any file with one JSON object a line, declared in the city file like a table. */
public final class DeclaredJsonFeed implements FeedKind {

  @Override
  public String name() {
    return "json-lines";
  }

  @Override
  public String describe() {
    return "Any file with one JSON object a line, declared in the city file";
  }

  @Override
  public Map<String, String> options() {
    return TableLayout.options(DeclaredFeed.OPTIONS);
  }

  @Override
  public Map<String, String> blocks() {
    return DeclaredFeed.BLOCKS;
  }

  @Override
  public void check(Declaration declaration) {
    if (DeclaredFeed.read(declaration).readsWhatHeaderNames()) {
      throw declaration.missing(
          "columns", "the paths under 'feature-columns', because no header names them");
    }
  }

  @Override
  public Set<ObservedProperty> properties(FeedSetup setup) {
    return DeclaredFeed.of(setup).properties();
  }

  @Override
  public Feed open(FeedSetup setup) {
    var declared = DeclaredFeed.of(setup);
    return new JsonLines(
        declared.time(),
        declared.series(),
        setup,
        declared.procedure(setup),
        declared.binding(setup));
  }

  @Override
  public RecordClock clock(FeedSetup setup) {
    var declared = DeclaredFeed.of(setup);
    return JsonLines.clock(declared.time(), declared.series(), setup);
  }

  @Override
  public List<RegisterRange> registers(FeedSetup setup) {
    return DeclaredFeed.of(setup).registers();
  }
}
