package citybrain.synthetic.transit;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Which trips one vehicle drives after each other: at the end of a trip it rests and takes the next
 * one back. Vehicles of the night are others than those of the day.
 */
@SuppressWarnings("ArrayRecordComponent") // read only, never compared
record VehicleBlocks(
    int[] blockOf, int[] tripBefore, boolean[] isLast, int dayBlocks, int nightBlocks) {

  private static final int REST_SECONDS = 300;

  private record Waiting(int block, int trip, int ready) {}

  /** Trips in order of departure; {@code nightFrom}: no vehicle drives both before and after. */
  static VehicleBlocks of(int[] starts, int[] ends, byte[] directions, int nightFrom) {
    int[] blockOf = new int[starts.length];
    int[] tripBefore = new int[starts.length];
    Arrays.fill(tripBefore, -1);
    boolean[] isLast = new boolean[starts.length];
    Arrays.fill(isLast, true);
    List<Queue<Waiting>> terminals = List.of(new ArrayDeque<>(), new ArrayDeque<>());
    int blocks = 0;
    int dayBlocks = -1;
    for (int trip = 0; trip < starts.length; trip++) {
      if (dayBlocks < 0 && starts[trip] >= nightFrom) {
        dayBlocks = blocks;
        terminals.forEach(Queue::clear);
      }
      var here = terminals.get(directions[trip]);
      var first = earliest(here, starts[trip]);
      if (first.isEmpty()) {
        blockOf[trip] = blocks++;
      } else {
        here.remove(first.get());
        blockOf[trip] = first.get().block();
        tripBefore[trip] = first.get().trip();
        isLast[tripBefore[trip]] = false;
      }
      terminals
          .get(1 - directions[trip])
          .add(new Waiting(blockOf[trip], trip, ends[trip] + REST_SECONDS));
    }
    int ofDay = dayBlocks < 0 ? blocks : dayBlocks;
    return new VehicleBlocks(blockOf, tripBefore, isLast, ofDay, blocks - ofDay);
  }

  private static Optional<Waiting> earliest(Queue<Waiting> waiting, int start) {
    return waiting.stream()
        .filter(one -> one.ready() <= start)
        .min(Comparator.comparingInt(Waiting::ready));
  }
}
