package citybrain.synthetic.ground;

import citybrain.synthetic.contract.SyntheticSettings;

/**
 * The ground the city stands on: the Dogger Bank in the North Sea, so that nobody takes it for a
 * real city. The plan is drawn on the square [-1, 1] x [-1, 1] and laid out turned and rounded off.
 */
public record Ground(double halfSideMetres) {

  private static final double CENTRE_LONGITUDE = 2.30;
  private static final double CENTRE_LATITUDE = 54.75;
  private static final double METRES_PER_DEGREE_LATITUDE = 111_319;
  private static final double METRES_PER_DEGREE_LONGITUDE = 64_392;
  private static final double ROUNDING = 0.3;
  private static final double TURN_COS = Math.cos(Math.toRadians(17));
  private static final double TURN_SIN = Math.sin(Math.toRadians(17));

  /** The city of scale 1 measures 15 km; a bigger one is both wider and denser. */
  public static Ground of(SyntheticSettings settings) {
    double growth = Math.pow(settings.scale(), 0.25);
    return new Ground(7_500 * Math.min(5, Math.max(0.3, growth)));
  }

  public Spot at(double u, double v) {
    double x = u * Math.sqrt(1 - ROUNDING * v * v);
    double y = v * Math.sqrt(1 - ROUNDING * u * u);
    double east = halfSideMetres * (x * TURN_COS - y * TURN_SIN);
    double north = halfSideMetres * (x * TURN_SIN + y * TURN_COS);
    return new Spot(
        CENTRE_LONGITUDE + east / METRES_PER_DEGREE_LONGITUDE,
        CENTRE_LATITUDE + north / METRES_PER_DEGREE_LATITUDE);
  }
}
