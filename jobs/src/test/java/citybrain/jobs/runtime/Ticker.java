package citybrain.jobs.runtime;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that runs for ever, to be attacked. */
public final class Ticker {

  public static final String NAME = "ticker";

  private Ticker() {}

  public static void main(String[] args) throws Exception {
    var config = Config.from(args);
    var name = config.text("name", "of the job", NAME);
    var environment = Engine.environment(config);
    environment
        .fromSource(
            new DataGeneratorSource<>(
                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(20), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "ticks")
        .uid("ticks")
        .sinkTo(new DiscardingSink<>())
        .uid("nowhere");
    environment.executeAsync(name);
  }
}
