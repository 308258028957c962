package citybrain.bench.contender;

import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import com.fasterxml.jackson.annotation.JsonSetter;
import org.jspecify.annotations.Nullable;

/** What sums need of an observation in JSON; a POJO, filled by Jackson and known to Flink. */
public final class JsonReading {

  /** Of its property, which Flink would not know how to write. */
  public int code;

  public long phenomenonTime;
  public double result;

  @SuppressWarnings("NullAway.Init") // no observation is without
  public Quality quality;

  public @Nullable Double longitude;
  public @Nullable Double latitude;

  /** Called by Jackson. */
  @JsonSetter("property")
  void named(String property) {
    code = ObservedProperty.of(property).code();
  }
}
