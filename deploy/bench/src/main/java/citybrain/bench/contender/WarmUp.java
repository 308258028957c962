package citybrain.bench.contender;

import citybrain.bench.Compilers;

/**
 * Passes that do not count. They go on until compilers have little to do, because a pass is over in
 * seconds and a city runs for weeks: what is called for each block and not for each value is
 * compiled after tens of thousands of blocks.
 *
 * @param most how many there are at most
 */
record WarmUp(int most) {

  private static final int LEAST = 2;

  /** Share of compilers in a pass. */
  private static final double LITTLE = 0.1;

  /**
   * Warms a contender up.
   *
   * @return how many passes it took
   */
  int run(Contender contender, long broker) throws Exception {
    int passes = 0;
    double share = 1;
    while (passes < most && (passes < LEAST || share > LITTLE)) {
      var meter = new Meter(broker);
      contender.pass(meter);
      var cpu = meter.end().cpu();
      share = cpu.compilers() / cpu.all();
      passes++;
      Compilers.awaitRest(); // what a pass left to compile is not the next one's business
    }
    return passes;
  }
}
