package citybrain.feed.declared;

/** Turns a number of an origin into the unit of its property: times the factor, plus the offset. */
public record Conversion(double factor, double offset) {

  public static final Conversion NONE = new Conversion(1, 0);

  public double of(double number) {
    return number * factor + offset;
  }
}
