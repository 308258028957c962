package citybrain.feed.declared;

import citybrain.feed.RegisterRange;
import citybrain.feed.table.TableRow;
import citybrain.observation.ObservedProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers of a column or word mean.
 *
 * @param register when they are readings of one that counts up
 */
public record Measured(
    ObservedProperty property, Conversion conversion, @Nullable RegisterRange register) {

  /** Plain values of the property. */
  public static Measured of(ObservedProperty property, Conversion conversion) {
    return new Measured(property, conversion, null);
  }

  /** Tells a number of this column. */
  void observe(TableRow row, double number, int column) {
    observe(row, number, conversion, column);
  }

  /** Tells a number that is converted in another way. */
  void observe(TableRow row, double number, Conversion from, int column) {
    double result = from.of(number);
    if (register == null) {
      row.observe(property, result, column);
    } else {
      row.observeRegister(register, result, column);
    }
  }

  Optional<RegisterRange> range() {
    return Optional.ofNullable(register);
  }
}
