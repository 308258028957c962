package citybrain.feed.table;

/** The fields of one record as pieces of a byte array, whatever format they were written in. */
interface Cells {

  /** How many lines lie between the start of the message and this record, one for the header. */
  long line();

  byte[] body();

  int start(int field);

  int end(int field);

  boolean isEmpty(int field);

  /** True when the record does not have this field at all; one of a table always has. */
  default boolean isAbsent(int field) {
    return false;
  }

  String text(int field);

  /** The bytes of the record, cut at 64 KiB. */
  byte[] raw();
}
