package citybrain.jobs.city;

import citybrain.jobs.runtime.Types;
import org.apache.flink.api.common.typeinfo.BasicTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

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
  double sum;
  double min;
  double max;

  ZoneMinute(ZoneSeries series) {
    this.series = series;
  }

  static Long keyOf(ZoneMinute minute) {
    return minute.series.zoneKey;
  }

  ZoneMinute copy() {
    var copy = new ZoneMinute(series);
    copy.start = start;
    copy.count = count;
    copy.sum = sum;
    copy.min = min;
    copy.max = max;
    return copy;
  }
}
