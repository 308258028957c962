package citybrain.feed.declared;

import citybrain.feed.table.TableHeader;
import citybrain.feed.table.TableRow;
import citybrain.observation.ObservedProperty;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Several columns, each holding one property. A field that is empty or holds one of the missing
 * words is no value, unless the column must have one.
 */
public record WideValues(List<Column> columns, List<String> missing) implements RowPart {

  /** A column, its property and how its numbers become the unit of that. */
  public record Column(
      String name, ObservedProperty property, Conversion conversion, boolean required) {

    /** A column already in the unit of its property, which may be empty. */
    public static Column of(String name, ObservedProperty property) {
      return new Column(name, property, Conversion.NONE, false);
    }

    /** A column in one of the units that {@link Units} can convert for this property. */
    public static Column of(String name, ObservedProperty property, String unit) {
      return new Column(
          name, property, Objects.requireNonNull(Units.into(property).get(unit)), false);
    }
  }

  /** One column that must hold a value, in the unit of its property. */
  public static WideValues required(String column, ObservedProperty property) {
    return new WideValues(List.of(new Column(column, property, Conversion.NONE, true)), List.of());
  }

  @Override
  public Set<ObservedProperty> properties() {
    return columns.stream().map(Column::property).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Step bind(TableHeader header) {
    var all = columns.toArray(Column[]::new);
    var places = columns.stream().mapToInt(column -> header.column(column.name())).toArray();
    var words = missing.isEmpty() ? null : missing;
    return row -> {
      if (isAbsent(row, places)) {
        row.refuseAbsent(places[0]);
        return false;
      }
      for (int i = 0; i < all.length; i++) {
        int place = places[i];
        if (row.isEmpty(place) || (words != null && row.holdsOneOf(place, words))) {
          if (all[i].required) {
            row.refuseMissing(place);
          }
        } else if (row.isReadable(place)) {
          row.observe(all[i].property, all[i].conversion.of(row.peek(place)), place);
        }
      }
      return true;
    };
  }

  /** True when the record has none of the columns: silence would hide a misspelt path. */
  private static boolean isAbsent(TableRow row, int[] places) {
    for (int place : places) {
      if (!row.isAbsent(place)) {
        return false;
      }
    }
    return true;
  }
}
