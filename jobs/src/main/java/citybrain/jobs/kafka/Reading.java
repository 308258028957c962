package citybrain.jobs.kafka;

import citybrain.wire.Codec;
import citybrain.wire.WireException;
import java.io.Serializable;
import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How values of one of our own topics are read; travels, and is opened on the worker.
 *
 * @param <T> what lies on the topic
 */
public interface Reading<T> extends Serializable {

  /** Reads one delivery after the other, in one thread. */
  interface Reader<T> {
    /**
     * Reads one.
     *
     * @return null when there is nothing in it for those who read here
     * @throws WireException when it is nothing that this build and these city files know
     */
    @Nullable T read(Delivery delivery);
  }

  Reader<T> open();

  /** Makes codecs on the worker; codecs keep buffers and do not travel. */
  interface Codecs<T> extends Supplier<Codec<T>>, Serializable {}

  /** Says to which city a value belongs. */
  interface CityOf<T> extends Function<T, String>, Serializable {}

  /**
   * Values in the format of a codec, of these cities.
   *
   * @param cities those of the city files of this job: another's value has no zones, no clock and
   *     no folder here
   */
  static <T> Reading<T> of(Codecs<T> codecs, CityOf<T> cityOf, Collection<String> cities) {
    var known = new TreeSet<>(cities);
    return () -> {
      var codec = codecs.get();
      var here = new java.util.HashSet<>(known);
      return delivery -> {
        var bytes = delivery.value();
        if (bytes == null) {
          throw new WireException(WireException.MALFORMED, "no value");
        }
        var value = codec.decode(bytes);
        requireCity(here, cityOf.apply(value));
        return value;
      };
    };
  }

  /** Passes over marks of clocks. */
  static <T> Reading<T> withoutMarks(Reading<T> values) {
    return () -> {
      var reader = values.open();
      return delivery -> FeedMark.find(delivery) == null ? reader.read(delivery) : null;
    };
  }

  /**
   * Refuses what belongs to no city of this job.
   *
   * @throws WireException when the city is not among these
   */
  static void requireCity(Collection<String> cities, String city) {
    if (!cities.contains(city)) {
      throw new WireException(
          WireException.UNKNOWN_CITY, "of a city that no city file of this job names");
    }
  }
}
