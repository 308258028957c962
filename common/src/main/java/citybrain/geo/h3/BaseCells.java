package citybrain.geo.h3;

/**
 * The 122 cells of resolution 0 as each face sees them. A face numbers its cells along two axes,
 * 120 degrees apart: of those of resolution 0 sixteen reach into it, from -2 to 2 on each. The
 * digits below a cell are counted from the face where the cell is at home; other faces see them
 * turned.
 *
 * <p>Numbers and turns are those of H3 (H3 v4, Apache-2.0, src/h3lib/lib/baseCells.c:
 * faceIjkBaseCells), the rule for pentagons that of faceIjkToH3 in h3Index.c there.
 */
final class BaseCells {

  /** Places on a face: from -2 to 2 along both axes. */
  private static final int PLACES = 25;

  private static final int MIDDLE = 12;

  /** The cells that reach into a face: their places, by {@code a}, then by {@code b}. */
  private static final int[] REACHING = {0, 1, 5, 6, 7, 8, 11, 12, 13, 14, 16, 17, 18, 19, 22, 23};

  /** Places of the pentagons: the corners of the face. */
  private static final int FIRST_CORNER = 22;

  private static final int SECOND_CORNER = 14;
  private static final int THIRD_CORNER = 0;

  /** In the order of {@link #REACHING}, face by face. */
  private static final String[] NUMBERS = {
    "24 32 10 18 30 48 5 16 33 49 0 8 22 41 4 15",
    "14 17 9 6 11 23 1 2 10 24 3 0 5 18 4 8",
    "38 34 29 21 19 20 13 7 9 14 12 3 1 6 4 0",
    "58 62 44 42 43 47 28 26 29 38 15 12 13 21 4 3",
    "49 61 33 41 53 65 22 31 44 58 8 15 28 42 4 12",
    "49 33 66 48 30 18 67 50 32 24 87 70 52 37 83 74",
    "24 10 37 23 11 6 39 25 17 14 59 45 35 27 63 56",
    "14 9 27 20 19 21 40 36 34 38 60 55 54 51 72 73",
    "38 29 51 47 43 42 69 64 62 58 89 84 82 76 97 98",
    "58 44 76 65 53 41 86 75 61 49 104 94 81 66 107 101",
    "63 79 45 59 78 92 39 57 74 83 23 37 52 70 24 32",
    "72 80 55 60 68 77 40 46 56 63 20 27 35 45 14 17",
    "97 103 84 89 91 88 69 71 73 72 47 51 54 55 38 34",
    "107 115 94 104 110 111 86 96 98 97 65 76 82 84 58 62",
    "83 100 70 87 102 112 67 85 101 107 48 66 81 94 49 61",
    "83 74 100 92 78 59 108 95 79 63 118 109 93 77 117 106",
    "63 56 79 77 68 60 93 90 80 72 109 106 99 88 117 113",
    "72 73 80 88 91 89 99 105 103 97 106 113 116 111 117 121",
    "97 98 103 111 110 104 116 119 115 107 113 121 120 112 117 118",
    "107 101 115 112 102 87 120 114 100 83 121 118 108 92 117 109",
  };

  /**
   * Turns by 60 degrees, counter-clockwise, in the order of {@link #REACHING}: alike for the five
   * faces around each of the two pentagons that no face next to them is turned against, and for the
   * two belts of five between. Only those two pentagons, {@code *}, are turned further by each
   * face.
   */
  private static final String[] TURNS = {
    "03500350015001*1", "3330330003303303", "3330333003300303", "03500300015011*1",
  };

  private static final int FACES_ALIKE = 5;

  /** Digits 0 to 6 turned by 60 degrees, counter-clockwise. */
  private static final int[] TURNED = {0, 5, 3, 1, 6, 4, 2};

  /** The direction that a pentagon lacks. */
  private static final int MISSING = 1;

  /** By face, place and the first digit that is not nought: the cell's number, then its turns. */
  private static final short[] CELLS = cells();

  /** The turns of a cell: a bit for half a turn, and how many thirds on top of that. */
  private static final int HALF = 1;

  private static final int THIRD_BITS = 1;
  private static final int TURN_BITS = 3;

  private BaseCells() {}

  private static short[] cells() {
    var cells = new short[Icosahedron.FACES * PLACES * 8];
    for (int face = 0; face < Icosahedron.FACES; face++) {
      var numbers = NUMBERS[face].split(" ", -1);
      for (int i = 0; i < REACHING.length; i++) {
        int place = REACHING[i];
        int turns = turns(face, i);
        for (int first = 0; first < 7; first++) {
          int number = Integer.parseInt(numbers[i]);
          cells[at(face, place, first)] =
              (short) ((number << TURN_BITS) | asHalfAndThirds(turns(place, turns, first)));
        }
      }
    }
    return cells;
  }

  private static int turns(int face, int index) {
    char turns = TURNS[face / FACES_ALIKE].charAt(index);
    if (turns == '*') {
      return face < FACES_ALIKE ? face : Icosahedron.FACES - 1 - face;
    }
    return turns - '0';
  }

  /**
   * A pentagon lacks a sixth of a hexagon: what a face sees there belongs to the sector beside it,
   * and a turn that leads there goes one further.
   */
  private static int turns(int place, int turns, int first) {
    boolean pentagon = place == FIRST_CORNER || place == SECOND_CORNER || place == THIRD_CORNER;
    if (!pentagon || first == 0) {
      return turns;
    }
    int all = 0;
    int digit = first;
    if (digit == MISSING) {
      // Faces meet the missing sector from its one side at their second corner, else from the
      // other.
      all = place == SECOND_CORNER ? 5 : 1;
      digit = turned(digit, all);
    }
    for (int i = 0; i < turns; i++) {
      int steps = turned(digit, 1) == MISSING ? 2 : 1;
      digit = turned(digit, steps);
      all += steps;
    }
    return all % 6;
  }

  private static int turned(int digit, int turns) {
    int turned = digit;
    for (int i = 0; i < turns; i++) {
      turned = TURNED[turned];
    }
    return turned;
  }

  private static int asHalfAndThirds(int turns) {
    return turns % 2 == 0
        ? (turns / 2) << THIRD_BITS
        : HALF | (((turns + 3) % 6 / 2) << THIRD_BITS);
  }

  private static int at(int face, int place, int first) {
    return (face * PLACES + place) * 8 + first;
  }

  /** The cell at {@code a, b} of a face, as the face sees it below the first digit not nought. */
  static int seen(int face, int a, int b, int first) {
    return CELLS[at(face, 5 * a + b + MIDDLE, first)];
  }

  static int number(int seen) {
    return seen >> TURN_BITS;
  }

  /** The digits as the cell itself counts them. */
  static long turned(int seen, long digits) {
    long turned = (seen & HALF) == 0 ? digits : Digits.opposite(digits);
    return switch ((seen >> THIRD_BITS) & 3) {
      case 0 -> turned;
      case 1 -> Digits.third(turned);
      default -> Digits.third(Digits.third(turned));
    };
  }
}
