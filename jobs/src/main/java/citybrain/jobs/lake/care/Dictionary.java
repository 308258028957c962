package citybrain.jobs.lake.care;

import citybrain.jobs.lake.LakeViews;
import citybrain.jobs.lake.geoparquet.DatasetCard;
import citybrain.jobs.lake.rows.BaselineColumns;
import citybrain.jobs.lake.rows.ReportColumns;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The data dictionary of the lake: the same words that stand in the footers of its files. */
final class Dictionary {

  private Dictionary() {}

  static List<DatasetCard> cards() {
    var cards = new ArrayList<>(LakeViews.cards());
    cards.add(ReportColumns.CARD);
    cards.add(BaselineColumns.CARD);
    return cards;
  }

  /** Of a dataset that another version or somebody else put there, nothing is known. */
  static Optional<DatasetCard> find(String dataset) {
    return cards().stream().filter(card -> card.dataset().equals(dataset)).findFirst();
  }

  static ArrayNode json(List<DatasetCard> cards) {
    var json = new ObjectMapper().createArrayNode();
    cards.forEach(card -> json.add(card.json()));
    return json;
  }

  static List<String> text(List<DatasetCard> cards) {
    var lines = new ArrayList<String>();
    for (var card : cards) {
      lines.add("%s, version %s: %s".formatted(card.dataset(), card.version(), card.about()));
      lines.add("  date      " + card.date());
      lines.add("  revision  " + card.revision());
      for (var column : card.columns()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "  %-16s  %-18s  %s%s%s",
                column.name(),
                column.type() + (column.isOptional() ? "?" : ""),
                column.meaning(),
                column.unit().isEmpty() ? "" : " [" + column.unit() + "]",
                column.since() == 0 ? "" : " (since version " + column.since() + ")"));
      }
      lines.add("");
    }
    lines.add(
        "Folders are city=/domain=/date=; these are no columns of the files. A type with ? may be null.");
    lines.add(
        "Times are UTC; date is a day of the city, by the time zone that the footer of each file names");
    lines.add(
        "(citybrain.time_zone). Views for DuckDB, of what holds: views.sql in the root of the lake.");
    return lines;
  }
}
