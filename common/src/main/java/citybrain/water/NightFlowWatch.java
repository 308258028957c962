package citybrain.water;

import citybrain.detection.Composed;
import citybrain.observation.Observation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Derives the minimum night flow of an inlet and alerts when it is high several nights running.
 * Input: flows of one inlet.
 */
public final class NightFlowWatch
    extends Composed<NightFlows.Memory, NightLeak.Memory, NightFlowWatch.Memory> {

  /**
   * @param overAt when the night is over
   * @param wakeAt when the detector wants to be woken
   */
  public record Memory(
      NightFlows.Memory nights,
      NightLeak.Memory leak,
      @Nullable Instant overAt,
      @Nullable Instant wakeAt) {}

  /**
   * @param timeZone whose clock people sleep by
   */
  public NightFlowWatch(String timeZone, NightLeak.Settings settings) {
    super(new NightFlows(new MinimumNightFlow(timeZone)), new NightLeak(settings));
  }

  @Override
  protected boolean isSource(Observation input) {
    return true;
  }

  @Override
  protected Memory memory(Parts<NightFlows.Memory, NightLeak.Memory> parts) {
    return new Memory(parts.first(), parts.second(), parts.firstWake(), parts.secondWake());
  }

  @Override
  protected Parts<NightFlows.Memory, NightLeak.Memory> parts(Memory memory) {
    return new Parts<>(memory.nights(), memory.leak(), memory.overAt(), memory.wakeAt());
  }
}
