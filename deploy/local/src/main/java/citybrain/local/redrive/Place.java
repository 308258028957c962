package citybrain.local.redrive;

/**
 * Where a record came from: what a rejection and the raw message it was in have in common.
 *
 * @param arrival of the message, epoch milliseconds
 * @param line of the record in its source; 0 for the message as a whole
 */
record Place(long arrival, String source, long line) {

  Place whole() {
    return new Place(arrival, source, 0);
  }
}
