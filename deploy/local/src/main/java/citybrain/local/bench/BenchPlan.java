package citybrain.local.bench;

/**
 * What a bench lets run.
 *
 * @param name as in the command line and the figures
 * @param jobs separated by commas; all jobs when empty
 * @param checkpoints time between those of a job; what {@code up} takes when empty
 */
record BenchPlan(String name, String jobs, String checkpoints) {

  /** From raw messages to aggregates, with every other job switched off. */
  static final BenchPlan INGEST = new BenchPlan("ingest", "ingest,city-aggregates", "2 s");

  /** All that {@code up} runs, as it runs it. */
  static final BenchPlan CITY = new BenchPlan("city", "", "");

  boolean isWholeCity() {
    return jobs.isEmpty();
  }
}
