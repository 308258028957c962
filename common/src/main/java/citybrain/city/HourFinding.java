package citybrain.city;

/**
 * What the last hours of a series look like.
 *
 * @param factor see {@link SensorHours#factor}
 * @param offset see {@link SensorHours#offset}
 * @param words what may have been mistaken for what
 */
record HourFinding(SensorFault fault, double factor, double offset, String words) {

  /** Whether two sensors have it from one cause. */
  boolean isLike(SensorFault other, double otherFactor, double otherOffset) {
    return fault == other
        && factor == otherFactor
        && (fault == SensorFault.DATUM || offset == otherOffset);
  }
}
