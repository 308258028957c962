package citybrain.jobs.lake.care;

import citybrain.jobs.lake.geoparquet.ColumnTypes;
import citybrain.jobs.lake.geoparquet.DatasetCard;
import citybrain.jobs.lake.geoparquet.StoredFooter;
import citybrain.jobs.lake.geoparquet.StoredRowReader;
import citybrain.jobs.lake.rows.AggregateRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/**
 * The columns of files that become one: all that any of them has and all that the dataset has now.
 * What some file lacks may be null.
 */
final class RowShape {

  private final MessageType columns;
  private final int window;
  private final int windowStart;
  private final int windowEnd;
  private final int box;

  private RowShape(MessageType columns) {
    this.columns = columns;
    window = place(AggregateRows.WINDOW);
    windowStart = window < 0 ? -1 : place("window_start");
    windowEnd = window < 0 ? -1 : place("window_end");
    box = place(ColumnTypes.BBOX);
  }

  /**
   * Of files of one dataset.
   *
   * @throws IllegalStateException when two have a column of one name and of two kinds
   */
  static RowShape of(DatasetCard card, Collection<StoredFooter> files) {
    var all = new LinkedHashMap<String, Type>();
    card.schema().getFields().forEach(field -> all.put(field.getName(), field));
    for (var file : files) {
      for (var field : file.schema().getFields()) {
        var known = all.putIfAbsent(field.getName(), field);
        if (known != null && !required(known).equals(required(field))) {
          throw new IllegalStateException(
              "column %s is %s in one file and %s in another"
                  .formatted(field.getName(), known, field));
        }
        if (field.isRepetition(Type.Repetition.OPTIONAL)) {
          all.put(field.getName(), optional(field));
        }
      }
    }
    for (var name : List.copyOf(all.keySet())) {
      boolean isFilled = name.equals(AggregateRows.WINDOW);
      if (!isFilled && files.stream().anyMatch(file -> !file.schema().containsField(name))) {
        all.computeIfPresent(name, (key, type) -> optional(type));
      }
    }
    return new RowShape(new MessageType(card.dataset(), new ArrayList<>(all.values())));
  }

  private static Type optional(Type type) {
    return as(type, Type.Repetition.OPTIONAL);
  }

  private static Type required(Type type) {
    return as(type, Type.Repetition.REQUIRED);
  }

  private static Type as(Type type, Type.Repetition repetition) {
    if (!type.isPrimitive()) {
      return new GroupType(repetition, type.getName(), type.asGroupType().getFields());
    }
    var kind = Types.primitive(type.asPrimitiveType().getPrimitiveTypeName(), repetition);
    var meaning = type.getLogicalTypeAnnotation();
    return (meaning == null ? kind : kind.as(meaning)).named(type.getName());
  }

  MessageType columns() {
    return columns;
  }

  /** Only these columns, and what rows are made of by {@link #complete}. */
  RowShape only(Collection<String> names) {
    return new RowShape(
        new MessageType(
            columns.getName(),
            columns.getFields().stream()
                .filter(field -> names.contains(field.getName()))
                .toList()));
  }

  /** Where a column stands in a row; below zero when there is none. */
  int place(String column) {
    return columns.containsField(column) ? StoredRowReader.place(columns, column) : -1;
  }

  /** What follows from the rest of the row, where it is of before the column was there. */
  Object[] complete(Object[] row) {
    if (window >= 0
        && row[window] == null
        && row[windowEnd] instanceof Long end
        && row[windowStart] instanceof Long start) {
      row[window] = Binary.fromString(AggregateRows.window(end - start));
    }
    return row;
  }

  /** Where the middle of a row lies on the line through all places; 0 when it has no place. */
  long along(Object[] row) {
    if (box < 0
        || !(row[box] instanceof Double west)
        || !(row[box + 1] instanceof Double south)
        || !(row[box + 2] instanceof Double east)
        || !(row[box + 3] instanceof Double north)) {
      return 0;
    }
    return Hilbert.of((west + east) / 2, (south + north) / 2);
  }

  /** By these columns, one after the other; what is null comes first. */
  Comparator<Object[]> by(List<String> names) {
    var there = names.stream().filter(name -> place(name) >= 0).toList();
    var places = there.stream().mapToInt(this::place).toArray();
    var values =
        there.stream()
            .map(name -> columns.getType(name).asPrimitiveType().comparator())
            .map(kind -> Comparator.<Object>nullsFirst(kind))
            .toList();
    return (a, b) -> {
      int order = 0;
      for (int i = 0; i < places.length && order == 0; i++) {
        order = values.get(i).compare(a[places[i]], b[places[i]]);
      }
      return order;
    };
  }

  /** Texts of values that come again and again. */
  static final class Texts {

    private static final int MOST = 1 << 16;
    private final IdentityHashMap<Binary, String> known = new IdentityHashMap<>();

    String of(@Nullable Object value) {
      if (!(value instanceof Binary bytes)) {
        return "";
      }
      if (known.size() > MOST) {
        known.clear();
      }
      return known.computeIfAbsent(bytes, Binary::toStringUsingUTF8);
    }
  }
}
