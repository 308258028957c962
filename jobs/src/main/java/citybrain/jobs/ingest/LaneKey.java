package citybrain.jobs.ingest;

/**
 * What a lane is known by, in the log and in the state.
 *
 * @param feed {@code city/feed}
 * @param lane from zero
 */
record LaneKey(String feed, int lane) {

  /** {@code city/feed}, of lanes beyond the first {@code city/feed/lane}. */
  String text() {
    return lane == 0 ? feed : feed + "/" + lane;
  }

  /** Reads what {@link #text} wrote. */
  static LaneKey parse(String text) {
    int first = text.indexOf('/');
    int last = text.lastIndexOf('/');
    return first == last
        ? new LaneKey(text, 0)
        : new LaneKey(text.substring(0, last), Integer.parseInt(text.substring(last + 1)));
  }
}
