package citybrain.jobs.lake.geoparquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The column types of the lake, so that all datasets agree on them: UTF-8 strings (enums too),
 * doubles, UTC timestamps in milliseconds, and a geometry (WKB, WGS 84) with its covering box.
 */
public final class ColumnTypes {

  static final String GEOMETRY = "geometry";
  public static final String BBOX = "bbox";

  private final List<Type> types = new ArrayList<>();

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
    return add(
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
  }

  public MessageType named(String dataset) {
    return new MessageType(dataset, types);
  }

  private ColumnTypes add(Type type) {
    types.add(type);
    return this;
  }
}
