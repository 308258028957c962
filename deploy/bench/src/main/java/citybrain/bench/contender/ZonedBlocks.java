package citybrain.bench.contender;

import citybrain.observation.Vocabulary;
import citybrain.wire.BlockReader;
import java.io.IOException;

/** The observations of blocks with the zones around them, but for what is too late for windows. */
final class ZonedBlocks {

  private final BlockReader block = new BlockReader(Vocabulary.BUILT_IN);
  private final ZoneNumbers zones;

  private ZonedBlocks(ZoneNumbers zones) {
    this.zones = zones;
  }

  /** In the city of a set. */
  static ZonedBlocks open(String folder) throws IOException {
    return new ZonedBlocks(ZoneNumbers.open(folder));
  }

  /** Takes one observation. */
  interface Out {

    /**
     * One after the other.
     *
     * @param zones around it, one a layer
     * @param property its code, see {@link SeriesCode}
     * @param time its phenomenon time, epoch milliseconds
     */
    void take(long[] zones, int property, double result, long time);
  }

  void read(byte[] bytes, Out out) {
    block.read(bytes);
    long clock = block.stamp().clock();
    boolean someLate = WindowSpans.isOver(block.earliest(), clock);
    for (int row = 0; row < block.count(); row++) {
      long time = block.phenomenonTime(row);
      if (!someLate || !WindowSpans.isOver(time, clock)) {
        out.take(
            zones.around(block.place(block.subject(row))),
            SeriesCode.of(block.property(row), block.isMeasured(row)),
            block.result(row),
            time);
      }
    }
  }
}
