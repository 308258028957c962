package citybrain.geo.h3;

/**
 * The seven-fold hierarchy: a cell's place among those of a resolution tells its parents' places
 * and the digits on the way. Two resolutions are 7 times finer along both axes, as the turn to the
 * left of one is undone by that to the right of the next; so the remainders of a place by 49 tell
 * the last four digits, and a table has them all.
 */
final class Digits {

  /** Four resolutions are finer by this. */
  static final int FINER = 49;

  /** How many resolutions one look into the table goes up. */
  static final int LEVELS = 4;

  /** Bits of one digit. */
  static final int BITS = 3;

  /** A one in each of the fifteen digits. */
  static final long ONES = 0111111111111111L;

  /** The bits of a digit are its steps along the axes: 4 the first, 2 the second, 1 the third. */
  private static final int DIRECTIONS = 7;

  /**
   * By {@code 49 * (a mod 49) + b mod 49}: four digits, then a bit for each axis, set where the
   * ancestor lies one further than the quotient.
   */
  static final char[] FOUR = four();

  private Digits() {}

  private static char[] four() {
    var table = new char[FINER * FINER];
    int all = DIRECTIONS * DIRECTIONS * DIRECTIONS * DIRECTIONS;
    for (int number = 0; number < all; number++) {
      int digits = 0;
      int a = 0;
      int b = 0;
      int rest = number;
      for (int level = 1; level <= LEVELS; level++) {
        int digit = rest % DIRECTIONS;
        rest /= DIRECTIONS;
        int finerA = level % 2 == 1 ? 2 * a + b : 3 * a - b;
        int finerB = level % 2 == 1 ? 3 * b - a : a + 2 * b;
        a = finerA + (digit >> 2) - (digit & 1);
        b = finerB + ((digit >> 1) & 1) - (digit & 1);
        digits = (digits << BITS) | digit;
      }
      int entry = (digits << 2) | (a < 0 ? 2 : 0) | (b < 0 ? 1 : 0);
      table[FINER * Math.floorMod(a, FINER) + Math.floorMod(b, FINER)] = (char) entry;
    }
    return table;
  }

  /** The first digit that is not nought; nought if there is none. */
  static int first(long digits) {
    int lowest = (Long.SIZE - 1 - Long.numberOfLeadingZeros(digits | 1)) / BITS * BITS;
    return (int) (digits >>> lowest) & 7;
  }

  /** All turned around: opposite directions are each other's complement. */
  static long opposite(long digits) {
    long some = (digits | (digits >>> 1) | (digits >>> 2)) & ONES;
    return digits ^ (some * 7);
  }

  /** All turned by a third, counter-clockwise: the third axis becomes the first. */
  static long third(long digits) {
    return ((digits & ONES) << 2) | ((digits >>> 1) & (ONES * 3));
  }
}
