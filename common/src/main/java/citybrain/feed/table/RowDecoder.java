package citybrain.feed.table;

/** Makes observations of one row. Keeps nothing between rows. */
@FunctionalInterface
public interface RowDecoder {

  void decode(TableRow row);

  /** Finds its columns under a header. */
  @FunctionalInterface
  interface Binding {
    RowDecoder bind(TableHeader header);
  }
}
