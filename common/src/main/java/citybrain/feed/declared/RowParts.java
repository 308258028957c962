package citybrain.feed.declared;

import citybrain.feed.register.FeatureTable;
import citybrain.feed.table.RowDecoder;
import citybrain.feed.table.TableHeader;
import citybrain.feed.table.TableRow;
import citybrain.feed.table.Words;
import citybrain.geo.Crs;
import citybrain.geo.Position;
import citybrain.observation.Quality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts rows are made of, and the decoder they make in the order they are given. */
public final class RowParts {

  private RowParts() {}

  /** Decodes rows by these parts, one after the other. */
  public static RowDecoder bind(List<RowPart> parts, TableHeader header) {
    var steps = parts.stream().map(part -> part.bind(header)).toArray(RowPart.Step[]::new);
    return row -> {
      for (var step : steps) {
        if (!step.take(row)) {
          return;
        }
      }
    };
  }

  /** The feature is named in this column; when some are known, others are refused. */
  public static RowPart feature(String column, @Nullable FeatureTable known) {
    return header -> {
      int place = header.column(column);
      return row -> row.feature(place, known);
    };
  }

  /** All rows are about this one feature. */
  public static RowPart feature(String id, @Nullable Position position) {
    return header ->
        row -> {
          row.feature(id, position, "");
          return true;
        };
  }

  /** Each value is about another feature, which its column says. */
  static RowPart manyFeatures() {
    return header ->
        row -> {
          row.feature("", null, "");
          return true;
        };
  }

  /** The time stands where the layout of the table says. */
  public static RowPart time() {
    return header -> TableRow::time;
  }

  /** Each row says where it was measured, in coordinates of this system; empty means unsaid. */
  public static RowPart position(String x, String y, Crs crs) {
    return header -> {
      int xPlace = header.column(x);
      int yPlace = header.column(y);
      return row -> row.position(xPlace, yPlace, crs);
    };
  }

  /** The row lies in the zone of this layer whose id stands in the column. */
  public static RowPart zone(String layer, String column) {
    return header -> {
      int place = header.column(column);
      return row -> {
        if (row.isEmpty(place)) {
          return true;
        }
        var id = row.text(place);
        row.zone(layer + "/" + id);
        return row.isLegible(id, place);
      };
    };
  }

  /** A word in this column says how far the row may be trusted; other words mean little trust. */
  public static RowPart quality(String column, List<String> good, List<String> estimated) {
    return header -> {
      int place = header.column(column);
      var goodWords = new Words(good);
      var estimatedWords = new Words(estimated);
      return row -> {
        if (row.holdsOneOf(place, estimatedWords)) {
          row.quality(Quality.ESTIMATED);
        } else if (!row.holdsOneOf(place, goodWords)) {
          row.quality(Quality.SUSPECT);
        }
        return true;
      };
    };
  }
}
