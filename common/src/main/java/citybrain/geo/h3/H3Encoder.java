package citybrain.geo.h3;

/**
 * The H3 cell of a point, at one resolution, without leaving Java and without allocating. Written
 * from the description of H3 (h3geo.org; the steps are those of latLngToCell in H3 v4, Apache-2.0):
 * the point is projected onto a face of an icosahedron and rounded to the hexagon around it there;
 * the digits of the index are read off the hexagon's place.
 *
 * <p>The native library comes to the same by other formulas. Along 400,000 lines between cells the
 * two differed by up to 1e-15 radians, 6 nm on the ground. Near the middle of a face, where the
 * library takes the arc cosine of almost one, it was up to 3e-17 divided by the distance. Within
 * four times that of a line the answer is {@link #UNDECIDED}, and who needs one asks the library:
 * so it is for one point in 7 million at resolution 15, one in 2,000 million at 9.
 */
public final class H3Encoder {

  /** No cell: too near to a line between cells to say on which side the library sees it. */
  public static final long UNDECIDED = 0;

  public static final int FINEST = 15;

  /** How far apart the library and this are, radians. */
  private static final double APART = 4e-15;

  /** The same by the distance from the middle of the face. */
  private static final double APART_NEAR_MIDDLE = 1.2e-16;

  /** {@code u} and {@code v} grow by so many for each radian: in corners of a face, less inside. */
  private static final double STEEPEST = 8.3;

  /** {@code |u| + |v|} is at most this times the distance from the middle, radians. */
  private static final double FARTHEST = 4 / 0.38;

  /** Added to places on a face, so that no remainder is below nought: no face reaches so far. */
  private static final int ABOVE = 4;

  /** Quotients by 49 of what is below 2^32, without division. */
  private static final int PART_BITS = 38;

  private static final long PART = (1L << PART_BITS) / Digits.FINER + 1;

  private final boolean turned;
  private final double scale;
  private final double margin;
  private final double marginNearMiddle;

  /** From a place at this resolution to that of its middle at one that is a multiple of four. */
  private final int aByA;

  private final int aByB;
  private final int bByA;
  private final int bByB;
  private final int above;

  private final int looks;
  private final int tooFine;
  private final int tooCoarse;
  private final long frame;

  /**
   * @param resolution 0 to 15
   */
  public H3Encoder(int resolution) {
    if (resolution < 0 || resolution > FINEST) {
      throw new IllegalArgumentException("H3 resolution " + resolution + ": expected 0 to 15");
    }
    int odd = resolution % 2;
    turned = odd == 1;
    scale = Math.pow(7, (resolution - odd) / 2.0);
    double unitsPerRadian = STEEPEST * Math.pow(7, resolution / 2.0);
    margin = unitsPerRadian * APART;
    marginNearMiddle = unitsPerRadian * APART_NEAR_MIDDLE * FARTHEST;
    looks = (resolution + Digits.LEVELS - 1) / Digits.LEVELS;
    double missing = looks * Digits.LEVELS - (resolution + odd);
    int finer = (int) Math.pow(7, missing / 2);
    aByA = turned ? 3 * finer : finer;
    aByB = turned ? -finer : 0;
    bByA = turned ? finer : 0;
    bByB = turned ? 2 * finer : finer;
    above = ABOVE * (int) Math.pow(Digits.FINER, looks);
    int bits = Digits.BITS * (FINEST - Digits.LEVELS * looks);
    tooCoarse = Math.max(0, bits);
    tooFine = Math.max(0, -bits);
    long unused = (1L << (Digits.BITS * (FINEST - resolution))) - 1;
    frame = (1L << 59) | ((long) resolution << 52) | unused;
  }

  /**
   * The cell of this point, or {@link #UNDECIDED}.
   *
   * @param longitude -180 to 180 degrees
   * @param latitude -90 to 90 degrees
   */
  public long cell(double longitude, double latitude) {
    double across = Degrees.cosine(latitude);
    double x = across * Degrees.cosine(longitude);
    double y = across * Degrees.sine(longitude);
    double z = Degrees.sine(latitude);
    int face =
        Icosahedron.face(x, y, z, Degrees.nearestInt(latitude), Degrees.nearestInt(longitude));
    double flat = 1 / Icosahedron.product(face, Icosahedron.MIDDLE, x, y, z);
    return cellOnFace(
        face,
        Icosahedron.product(face, Icosahedron.U, x, y, z) * flat,
        Icosahedron.product(face, Icosahedron.V, x, y, z) * flat);
  }

  /**
   * Lines between cells lie where {@code u}, {@code v} or their sum is one away from that of a
   * cell's middle. So each of them rounded down is one of two numbers for the whole of a cell, and
   * sums of two of them one of three, whose third is the cell's place.
   */
  private long cellOnFace(int face, double u0, double v0) {
    double u = (turned ? 3 * u0 + v0 : u0) * scale;
    double v = (turned ? 2 * v0 - u0 : v0) * scale;
    double sum = u + v;
    double floor = Degrees.nearest(sum - 0.5) + 1;
    double thirdA = (Degrees.nearest(u - 0.5) + floor) * (1 / 3.0);
    double thirdB = (Degrees.nearest(v - 0.5) + floor) * (1 / 3.0);
    double a = Degrees.nearest(thirdA);
    double b = Degrees.nearest(thirdB);
    double within = 1 - margin - marginNearMiddle / (Math.abs(u0) + Math.abs(v0));
    boolean inside =
        Math.abs(u - (2 * a - b)) < within
            && Math.abs(v - (2 * b - a)) < within
            && Math.abs(sum - (a + b)) < within;
    return inside ? index(face, Degrees.nearestInt(thirdA), Degrees.nearestInt(thirdB)) : UNDECIDED;
  }

  private long index(int face, long a, long b) {
    long restA = aByA * a + aByB * b + above;
    long restB = bByA * a + bByB * b + above;
    long all = 0;
    for (int i = 0; i < looks; i++) {
      long nextA = (restA * PART) >>> PART_BITS;
      long nextB = (restB * PART) >>> PART_BITS;
      long moduloA = restA - Digits.FINER * nextA;
      long moduloB = restB - Digits.FINER * nextB;
      long four = Digits.FOUR[(int) (Digits.FINER * moduloA + moduloB)];
      all |= (four >>> 2) << (Digits.LEVELS * Digits.BITS * i);
      restA = nextA + ((four >>> 1) & 1);
      restB = nextB + (four & 1);
    }
    long digits = (all << tooCoarse) >>> tooFine;
    int cell = BaseCells.seen(face, (int) restA - ABOVE, (int) restB - ABOVE, Digits.first(digits));
    return frame | ((long) BaseCells.number(cell) << 45) | BaseCells.turned(cell, digits);
  }
}
