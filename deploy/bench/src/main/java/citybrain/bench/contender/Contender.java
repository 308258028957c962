package citybrain.bench.contender;

/** Reads all records once and writes the aggregates of all windows. */
interface Contender {

  /** One pass; what it needs beforehand is made before the meter is told of the first record. */
  void pass(Meter meter) throws Exception;
}
