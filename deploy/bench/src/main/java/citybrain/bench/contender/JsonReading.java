package citybrain.bench.contender;

import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import org.jspecify.annotations.Nullable;

/** What sums need of an observation in JSON; a POJO, filled by Jackson and known to Flink. */
public final class JsonReading {

  @SuppressWarnings("NullAway.Init") // no observation is without
  public ObservedProperty property;

  public long phenomenonTime;
  public double result;

  @SuppressWarnings("NullAway.Init") // nor without this
  public Quality quality;

  public @Nullable Double longitude;
  public @Nullable Double latitude;
}
