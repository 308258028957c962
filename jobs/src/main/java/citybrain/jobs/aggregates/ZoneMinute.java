package citybrain.jobs.aggregates;

import citybrain.jobs.kafka.Types;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * What one feed measured in one zone within a minute, summed. It names its feed, because each feed
 * has its own event time. Mutable, so that a sender needs only one.
 */
final class ZoneMinute {

  static final TypeInformation<ZoneMinute> TYPE =
      Types.of(ZoneMinute.class, new ZoneMinuteSerializer());

  static final TypeInformation<Long> KEY = BasicTypeInfo.LONG_TYPE_INFO;

  ZoneSeries series;

  /** Its start, epoch milliseconds. */
  long start;

  long count;

  /** Its sum, see {@link citybrain.aggregation.ExactSum}. */
  long sumHigh;

  long sumLow;
  double min;
  double max;

  /** Instead of sums: how far a feed is. */
  final @Nullable ZoneClock clock;

  ZoneMinute(ZoneSeries series) {
    this.series = series;
    this.clock = null;
  }

  ZoneMinute(ZoneClock clock) {
    this.series = ZoneSeries.NONE;
    this.clock = clock;
  }

  static Long keyOf(ZoneMinute minute) {
    var clock = minute.clock;
    return clock == null ? minute.series.zoneKey : clock.worker();
  }

  ZoneMinute copy() {
    if (clock != null) {
      return this;
    }
    var copy = new ZoneMinute(series);
    copy.start = start;
    copy.count = count;
    copy.sumHigh = sumHigh;
    copy.sumLow = sumLow;
    copy.min = min;
    copy.max = max;
    return copy;
  }
}
