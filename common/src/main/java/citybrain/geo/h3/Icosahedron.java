package citybrain.geo.h3;

/**
 * The twenty faces of H3's icosahedron. What lies on a face is told in two numbers: for a point
 * {@code x, y} of the face's plane, with the first axis towards the face's first corner and cells
 * of resolution 0 one apart, {@code u = 2x} and {@code v = √3 y - x}. In these, lines between cells
 * and the three sides of the face are where {@code u}, {@code v} or {@code u + v} is a whole
 * number.
 *
 * <p>Where the faces lie is H3's choice (H3 v4, Apache-2.0, src/h3lib/lib/faceijk.c: faceCenterGeo
 * and faceAxesAzRadsCII): all twelve corners, where cells are pentagons, lie in the sea.
 */
final class Icosahedron {

  static final int FACES = 20;

  /** The vectors of a face: its middle, and those for {@code u} and {@code v}. */
  static final int MIDDLE = 0;

  static final int U = 3;
  static final int V = 6;

  private static final int NUMBERS = 9;

  /** {@code u} and {@code v} are above minus this, {@code u + v} below it: there the face ends. */
  private static final double SIDE = 2;

  /** From the middle of a face to its side, as seen in the plane that touches the middle. */
  private static final double INRADIUS = 0.381966011250105;

  /** Latitude and longitude of the middle, azimuth from there to the first corner; radians. */
  private static final double[][] PLACES = {
    {0.80358264971899, 1.2483974196173961, 5.6199582685239395},
    {1.3077478834556382, 2.5369450098779214, 5.7603390817141875},
    {1.054751253523952, -1.3475173589003966, 0.78021365439343},
    {0.6001915955381868, -0.45060390946975576, 0.4304693639799999},
    {0.49171542819877384, 0.40198820291130694, 6.130269123335111},
    {0.1727453274156187, 1.6781468852804338, 2.692877706530643},
    {0.6059293215713507, 2.9539233298124117, 2.982963003477244},
    {0.42737051832897965, -1.8888762003362853, 3.532912002790141},
    {-0.07906611854921283, -0.7334295133808677, 3.494305004259568},
    {-0.23096164445538364, 0.506495587332349, 3.0032141694995382},
    {0.07906611854921283, 2.4081631402089254, 5.930472956509812},
    {0.23096164445538364, -2.635097066257444, 0.13837848409025486},
    {-0.1727453274156187, -1.4634457683093596, 0.4487149470591504},
    {-0.6059293215713507, -0.18766932377738163, 0.15862965011254937},
    {-0.42737051832897965, 1.2527164532535078, 5.891865957979238},
    {-0.6001915955381868, 2.6909887441200375, 2.711123289609793},
    {-0.49171542819877384, -2.7396044506784865, 3.294508837434268},
    {-0.80358264971899, -1.8931952339723972, 3.80481969224544},
    {-1.3077478834556382, -0.6046476437118721, 3.6644388790551923},
    {-1.054751253523952, 1.7940752946893965, 2.361378999196363},
  };

  /**
   * The product of {@link #U}, {@link #V} with a point, divided by that of {@link #MIDDLE}, is
   * {@code u, v}: that is the gnomonic projection.
   */
  private static final double[] VECTORS = vectors();

  /**
   * The face behind each side: where {@code u} is too small, {@code v} is, {@code u + v} too big.
   */
  private static final byte[] BEHIND = behind();

  /** Middles of faces with a common side are 42 degrees apart, of all others 70 or more. */
  private static final double COSINE_OF_NEIGHBOURS = 0.5;

  /** Bins of four degrees, by latitude and longitude, and the face in the middle of each. */
  private static final int BIN_BITS = 2;

  private static final int BINS_AROUND = (360 >> BIN_BITS) + 1;
  private static final byte[] GUESSES = guesses();

  /**
   * From the guess to any face that reaches into its bin. On a side, two faces may both deny a
   * point.
   */
  private static final int MOST_STEPS = 4;

  private Icosahedron() {}

  private static double[] vectors() {
    var vectors = new double[FACES * NUMBERS];
    for (int face = 0; face < FACES; face++) {
      double latitude = PLACES[face][0];
      double longitude = PLACES[face][1];
      double azimuth = PLACES[face][2];
      double[] middle = point(latitude, longitude);
      double[] north = point(latitude + Math.PI / 2, longitude);
      double[] east = point(0, longitude + Math.PI / 2);
      for (int i = 0; i < 3; i++) {
        double x = (Math.cos(azimuth) * north[i] + Math.sin(azimuth) * east[i]) / INRADIUS;
        double y = (Math.sin(azimuth) * north[i] - Math.cos(azimuth) * east[i]) / INRADIUS;
        int at = face * NUMBERS + i;
        vectors[at + MIDDLE] = middle[i];
        vectors[at + U] = 2 * x;
        vectors[at + V] = Math.sqrt(3) * y - x;
      }
    }
    return vectors;
  }

  private static double[] point(double latitude, double longitude) {
    double across = Math.cos(latitude);
    return new double[] {
      across * Math.cos(longitude), across * Math.sin(longitude), Math.sin(latitude)
    };
  }

  /** The longitude and latitude of a face's middle, degrees. */
  static double[] middle(int face) {
    return new double[] {Math.toDegrees(PLACES[face][1]), Math.toDegrees(PLACES[face][0])};
  }

  private static byte[] behind() {
    var behind = new byte[FACES * 3];
    for (int face = 0; face < FACES; face++) {
      for (int other = 0; other < FACES; other++) {
        double x = VECTORS[other * NUMBERS];
        double y = VECTORS[other * NUMBERS + 1];
        double z = VECTORS[other * NUMBERS + 2];
        if (other != face && product(face, MIDDLE, x, y, z) > COSINE_OF_NEIGHBOURS) {
          behind[face * 3 + side(product(face, U, x, y, z), product(face, V, x, y, z))] =
              (byte) other;
        }
      }
    }
    return behind;
  }

  /** The side in whose direction this is. */
  private static int side(double u, double v) {
    if (u + v > Math.max(-u, -v)) {
      return 2;
    }
    return u < v ? 0 : 1;
  }

  private static byte[] guesses() {
    var guesses = new byte[((180 >> BIN_BITS) + 1) * BINS_AROUND];
    for (int i = 0; i < guesses.length; i++) {
      double latitude = ((i / BINS_AROUND) << BIN_BITS) + 1.5 - 90;
      double longitude = ((i % BINS_AROUND) << BIN_BITS) + 1.5 - 180;
      var middle = point(Math.toRadians(latitude), Math.toRadians(longitude));
      guesses[i] = (byte) nearest(middle[0], middle[1], middle[2]);
    }
    return guesses;
  }

  private static int nearest(double x, double y, double z) {
    int nearest = 0;
    for (int face = 1; face < FACES; face++) {
      if (product(face, MIDDLE, x, y, z) > product(nearest, MIDDLE, x, y, z)) {
        nearest = face;
      }
    }
    return nearest;
  }

  /** Of one of a face's vectors with a point of the globe. */
  static double product(int face, int vector, double x, double y, double z) {
    int at = face * NUMBERS + vector;
    return VECTORS[at] * x + VECTORS[at + 1] * y + VECTORS[at + 2] * z;
  }

  /**
   * The face that this point of the globe is on, either if it is on a side: cells that lie across a
   * side are the same on both.
   *
   * @param latitude of the point in whole degrees, to begin somewhere near
   */
  static int face(double x, double y, double z, int latitude, int longitude) {
    int face =
        GUESSES[((latitude + 90) >> BIN_BITS) * BINS_AROUND + ((longitude + 180) >> BIN_BITS)];
    for (int step = 0; step < MOST_STEPS; step++) {
      double side = SIDE * product(face, MIDDLE, x, y, z);
      double u = product(face, U, x, y, z);
      double v = product(face, V, x, y, z);
      if (u < -side) {
        face = BEHIND[face * 3];
      } else if (v < -side) {
        face = BEHIND[face * 3 + 1];
      } else if (u + v > side) {
        face = BEHIND[face * 3 + 2];
      } else {
        break;
      }
    }
    return face;
  }
}
