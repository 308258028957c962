package citybrain.jobs.kafka;

import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.wire.BlockReader;
import citybrain.wire.BlockWriter;
import citybrain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows of a block that came too late, on their way to the topic of late readings: those that follow
 * each other and are late for the same make a block there, and keep their stamps.
 */
public final class LateRows {

  private final String job;
  private final Consumer<Outgoing> out;
  private final BlockWriter writer = new BlockWriter();
  private final List<Observation> rows = new ArrayList<>();
  private Stamp first = Stamp.NONE;
  private String rules = "";
  private int next;
  private long latest;

  /**
   * @param job who misses them
   */
  public LateRows(String job, Consumer<Outgoing> out) {
    this.job = job;
    this.out = out;
  }

  /**
   * The next late row of a block.
   *
   * @param rules that miss it; empty when it is a window that does
   */
  public void add(BlockReader block, int row, String rules) {
    if (row != next || !rules.equals(this.rules)) {
      end();
    }
    if (rows.isEmpty()) {
      first = block.stamp(row);
      this.rules = rules;
      latest = block.phenomenonTime(row);
    }
    latest = Math.max(latest, block.phenomenonTime(row));
    rows.add(block.observation(row));
    next = row + 1;
  }

  /** The block is at its end. */
  public void end() {
    if (rows.isEmpty()) {
      return;
    }
    var one = rows.get(0);
    out.accept(
        new Outgoing(
            Topics.LATE,
            (one.city() + "/" + one.feed()).getBytes(StandardCharsets.UTF_8),
            writer.encode(rows, first),
            latest,
            rules.isEmpty()
                ? new String[] {"job", job}
                : new String[] {"job", job, "rules", rules}));
    rows.clear();
  }
}
