package citybrain.bench.contender;

/** Reads all records once and writes the aggregates of all windows. */
interface Contender {

  /** One pass; what it needs beforehand is made before it tells the meter to begin. */
  void pass(Meter meter) throws Exception;
}
