package citybrain.jobs.kafka;

import citybrain.aggregation.Aggregate;
import citybrain.observation.Stamped;
import citybrain.observation.Vocabulary;
import citybrain.wire.BlockReader;
import citybrain.wire.Codec;
import citybrain.wire.FrameReader;
import citybrain.wire.WireException;
import java.io.Serializable;
import java.util.Collection;
import java.util.HashSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

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
     * @param out takes what is in it for those who read here; nothing of what cannot be read
     * @throws WireException when it is nothing that this build and these city files know
     */
    void read(Delivery delivery, Consumer<T> out);
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
      var here = new HashSet<>(known);
      return (delivery, out) -> {
        var value = codec.decode(delivery.requireValue());
        requireCity(here, cityOf.apply(value));
        out.accept(value);
      };
    };
  }

  /** The observations in blocks, of these cities; marks of clocks are passed over. */
  static Reading<Stamped> ofBlocks(Collection<String> cities, Vocabulary vocabulary) {
    var known = new TreeSet<>(cities);
    return () -> {
      var block = new BlockReader(vocabulary);
      var here = new HashSet<>(known);
      return (delivery, out) -> {
        if (FeedMark.find(delivery) == null) {
          block.read(delivery.requireValue());
          requireCity(here, block.city());
          for (int row = 0; row < block.count(); row++) {
            out.accept(new Stamped(block.observation(row), block.stamp(row)));
          }
        }
      };
    };
  }

  /** The aggregates in frames, of these cities. */
  static Reading<Aggregate> ofFrames(Collection<String> cities, Vocabulary vocabulary) {
    var known = new TreeSet<>(cities);
    return () -> {
      var frame = new FrameReader(vocabulary);
      var here = new HashSet<>(known);
      return (delivery, out) -> {
        frame.read(delivery.requireValue());
        requireCity(here, frame.city());
        for (int row = 0; row < frame.count(); row++) {
          out.accept(frame.aggregate(row));
        }
      };
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
