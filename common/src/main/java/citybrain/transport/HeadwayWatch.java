package citybrain.transport;

import citybrain.detection.Composed;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Derives headways from the delays and calls at a stop and alerts when they are uneven. Input:
 * those and the scheduled headways of one route, direction and stop.
 */
public final class HeadwayWatch
    extends Composed<Headways.Memory, UnevenHeadway.Memory, HeadwayWatch.Memory> {

  /**
   * @param settleAt when the next vehicle is final
   * @param silentAt when nothing has come for too long
   */
  public record Memory(
      Headways.Memory headways,
      UnevenHeadway.Memory uneven,
      @Nullable Instant settleAt,
      @Nullable Instant silentAt) {}

  public HeadwayWatch(UnevenHeadway.Settings settings) {
    super(
        new Headways(settings.settleSeconds(), settings.longestSeconds()),
        new UnevenHeadway(settings));
  }

  @Override
  protected boolean isSource(Observation input) {
    return input.property() != ObservedProperty.SCHEDULED_HEADWAY;
  }

  @Override
  protected Memory memory(Parts<Headways.Memory, UnevenHeadway.Memory> parts) {
    return new Memory(parts.first(), parts.second(), parts.firstWake(), parts.secondWake());
  }

  @Override
  protected Parts<Headways.Memory, UnevenHeadway.Memory> parts(Memory memory) {
    return new Parts<>(memory.headways(), memory.uneven(), memory.settleAt(), memory.silentAt());
  }
}
