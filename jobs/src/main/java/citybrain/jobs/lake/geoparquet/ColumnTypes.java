package citybrain.jobs.lake.geoparquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The column types of the lake, so that all datasets agree on them: UTF-8 strings (enums too),
 * doubles, UTC timestamps in milliseconds, bytes, and a geometry (WKB, WGS 84) with its covering
 * box.
 */
public final class ColumnTypes {

  static final String GEOMETRY = "geometry";
  public static final String BBOX = "bbox";

  private record Meaning(String text, String unit, int since) {}

  private final List<Type> types = new ArrayList<>();
  private final Map<String, Meaning> meanings = new HashMap<>();

  public ColumnTypes string(String name) {
    return add(Types.required(BINARY).as(stringType()).named(name));
  }

  public ColumnTypes number(String name) {
    return add(Types.required(DOUBLE).named(name));
  }

  /** Null in most rows. */
  public ColumnTypes optionalString(String name) {
    return add(Types.optional(BINARY).as(stringType()).named(name));
  }

  /** Null where there is none. */
  public ColumnTypes optionalNumber(String name) {
    return add(Types.optional(DOUBLE).named(name));
  }

  /** Null where there is none; what the bytes are, its meaning says. */
  public ColumnTypes optionalBytes(String name) {
    return add(Types.optional(BINARY).named(name));
  }

  public ColumnTypes int64(String name) {
    return add(Types.required(INT64).named(name));
  }

  public ColumnTypes int32(String name) {
    return add(Types.required(INT32).named(name));
  }

  public ColumnTypes time(String name) {
    return add(Types.required(INT64).as(timestampType(true, MILLIS)).named(name));
  }

  /** Both are null where there is no place. */
  public ColumnTypes geometry() {
    add(Types.optional(BINARY).named(GEOMETRY));
    means("where it is, as WKB; none where there is no place", "WGS 84, longitude first");
    add(
        Types.optionalGroup()
            .required(DOUBLE)
            .named("xmin")
            .required(DOUBLE)
            .named("ymin")
            .required(DOUBLE)
            .named("xmax")
            .required(DOUBLE)
            .named("ymax")
            .named(BBOX));
    return means("the box around the geometry, to search by", "degrees, WGS 84");
  }

  /** Says what the column that was added last means. */
  public ColumnTypes means(String text) {
    return means(text, "");
  }

  /**
   * The same of what has a unit.
   *
   * @param unit in words where it differs from row to row
   */
  public ColumnTypes means(String text, String unit) {
    meanings.put(types.get(types.size() - 1).getName(), new Meaning(text, unit, 0));
    return this;
  }

  /** Files of earlier versions of the dataset do not have the column that was added last. */
  public ColumnTypes since(int version) {
    meanings.computeIfPresent(
        types.get(types.size() - 1).getName(),
        (name, meaning) -> new Meaning(meaning.text, meaning.unit, version));
    return this;
  }

  public MessageType named(String dataset) {
    return new MessageType(dataset, types);
  }

  /**
   * What is said of a dataset of these columns, each of which must say what it means.
   *
   * @param version counts from 1, and up with every column that is added
   * @param about what a row is
   * @param time the column that decides the folder; empty when there is one file a city
   * @param revision when a row does not hold any more
   */
  public DatasetCard card(String dataset, int version, String about, String time, String revision) {
    var columns =
        types.stream()
            .map(
                type -> {
                  var meaning = meanings.get(type.getName());
                  if (meaning == null) {
                    throw new IllegalStateException(
                        "column " + type.getName() + " of " + dataset + " does not say what it is");
                  }
                  return new DatasetCard.Column(
                      type.getName(),
                      DatasetCard.typeOf(type),
                      meaning.unit,
                      meaning.text,
                      type.isRepetition(Type.Repetition.OPTIONAL),
                      meaning.since);
                })
            .toList();
    return new DatasetCard(dataset, version, about, time, revision, named(dataset), columns);
  }

  private ColumnTypes add(Type type) {
    types.add(type);
    return this;
  }
}
