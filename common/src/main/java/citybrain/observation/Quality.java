package citybrain.observation;

/** How far a value may be trusted; travels with every observation. */
public enum Quality {
  /** Measured and plausible. */
  GOOD,
  /** Measured, but the sensor or the procedure is in doubt. */
  SUSPECT,
  /** Not measured: carried over, estimated or imputed by the origin. */
  ESTIMATED;

  /** Whether a sensor has seen it: statistics of what was measured are of these alone. */
  public boolean isMeasured() {
    return this != ESTIMATED;
  }
}
