package citybrain.feed.time;

/** How an origin writes its times: wall-clock times, or instants that need no zone. */
public interface TimeFormat {

  /** Wall-clock times such as {@code 2014-08-01T07:50:00}; an offset makes them unreadable. */
  TimeFormat LOCAL =
      new TimeFormat() {
        @Override
        public long read(byte[] text, int from, int to) {
          return LocalTimes.parse(text, from, to);
        }

        @Override
        public boolean isInstant(byte[] text, int from, int to) {
          return false;
        }

        @Override
        public String expected() {
          return "a local time such as 2014-08-01T07:50:00";
        }
      };

  /**
   * Microseconds since 1970-01-01T00:00, on the wall clock of the origin or, of an instant, in UTC;
   * {@link LocalTimes#UNREADABLE} when the text has another form.
   */
  long read(byte[] text, int from, int to);

  /** True when this text, which could be read, is an instant. */
  boolean isInstant(byte[] text, int from, int to);

  /** What a time looks like, in words. */
  String expected();

  /** What more there is to say of a text that could not be read; begins with a semicolon. */
  default String hint(byte[] text, int from, int to) {
    return "";
  }
}
