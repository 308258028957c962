package citybrain.city;

/** What is wrong with a sensor whose readings are possible and yet cannot be true. */
public enum SensorFault {
  NONE,
  /** It tells another unit than it did. */
  UNIT,
  /** It measures from another level than it did. */
  DATUM,
  /** Its day begins at another hour than it did. */
  CLOCK,
  /** It is at zero when it never was. */
  ZERO
}
