package citybrain.synthetic.ground;

/** UTM zone 31 north (EPSG:32631), metres: Krueger's series, exact to millimetres near the city. */
public record Utm31(double east, double north) {

  private static final double N = 1 / (2 * 298.257223563 - 1);
  private static final double RADIUS = 6_378_137 / (1 + N) * (1 + N * N / 4 + N * N * N * N / 64);
  private static final double ECCENTRICITY = 2 * Math.sqrt(N) / (1 + N);
  private static final double[] ALPHA = {
    N / 2 - 2 * N * N / 3 + 5 * N * N * N / 16,
    13 * N * N / 48 - 3 * N * N * N / 5,
    61 * N * N * N / 240
  };

  public static Utm31 of(Spot spot) {
    double sine = Math.sin(Math.toRadians(spot.latitude()));
    double longitude = Math.toRadians(spot.longitude() - 3);
    double t = Math.sinh(atanh(sine) - ECCENTRICITY * atanh(ECCENTRICITY * sine));
    double xi = Math.atan2(t, Math.cos(longitude));
    double eta = atanh(Math.sin(longitude) / Math.sqrt(1 + t * t));
    double east = eta;
    double north = xi;
    for (int j = 1; j <= ALPHA.length; j++) {
      east += ALPHA[j - 1] * Math.cos(2 * j * xi) * Math.sinh(2 * j * eta);
      north += ALPHA[j - 1] * Math.sin(2 * j * xi) * Math.cosh(2 * j * eta);
    }
    return new Utm31(500_000 + 0.9996 * RADIUS * east, 0.9996 * RADIUS * north);
  }

  private static double atanh(double x) {
    return Math.log((1 + x) / (1 - x)) / 2;
  }
}
