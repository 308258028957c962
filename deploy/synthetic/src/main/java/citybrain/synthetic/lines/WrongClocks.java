package citybrain.synthetic.lines;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.chance.Wall;
import java.util.HashMap;
import java.util.Map;

/** A few meters a day whose clock is a day ahead or forty days behind for about an hour. */
public record WrongClocks(int meters, int perDay, Chance chance) {

  private static final int TICKS_PER_DAY = 96;
  private static final int TICKS = 5;

  public Map<Integer, byte[]> stamps(long tick, Wall wall) {
    Map<Integer, byte[]> wrong = new HashMap<>();
    long today = Math.floorDiv(tick, TICKS_PER_DAY);
    int now = Math.floorMod(tick, TICKS_PER_DAY);
    for (int i = 0; i < perDay; i++) {
      int begins = chance.below(TICKS_PER_DAY - TICKS, i, 2 * today);
      if (now >= begins && now < begins + TICKS) {
        int days = chance.below(2, -1L - i, today) == 0 ? 1 : -40;
        wrong.put(chance.below(meters, i, 2 * today + 1), wall.plusDays(days).withSpace());
      }
    }
    return wrong;
  }
}
