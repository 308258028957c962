package citybrain.jobs.lake;

import citybrain.jobs.lake.geoparquet.RowFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a value into {@code city=…/domain=…/date=YYYY-MM-DD}, without the domain where there is
 * none. The date is the event date on the city's own calendar (decision 0007): what people there
 * call a day lies in one folder. A city whose time zone is not known is dated in UTC.
 *
 * @param <T> what is archived
 */
final class LakeBuckets<T> implements BucketAssigner<T, String> {

  private static final int MOST_REMEMBERED = 10_000;
  private static final int SECONDS_A_DAY = 86_400;

  private record Day(String city, String domain, long epochDay) {}

  private final RowFormat<T> format;
  private final Map<String, ZoneId> zones;
  // Building a path costs more than finding it.
  private transient @Nullable Map<Day, String> known;

  LakeBuckets(RowFormat<T> format, Map<String, ZoneId> zones) {
    this.format = format;
    this.zones = Map.copyOf(zones);
  }

  @Override
  public String getBucketId(T value, Context context) {
    return bucket(value);
  }

  String bucket(T value) {
    if (known == null || known.size() > MOST_REMEMBERED) {
      known = new HashMap<>();
    }
    var city = format.city(value);
    var day = new Day(city, format.domain(value), epochDay(city, format.time(value)));
    return known.computeIfAbsent(day, LakeBuckets::path);
  }

  private long epochDay(String city, Instant time) {
    var zone = zones.getOrDefault(city, ZoneOffset.UTC);
    int offset = zone.getRules().getOffset(time).getTotalSeconds();
    return Math.floorDiv(time.getEpochSecond() + offset, SECONDS_A_DAY);
  }

  private static String path(Day day) {
    var folders = new ArrayList<String>();
    folders.add(Partition.folder("city", day.city()));
    if (!day.domain().equals(RowFormat.NO_DOMAIN)) {
      folders.add(Partition.folder("domain", day.domain()));
    }
    folders.add(Partition.folder("date", LocalDate.ofEpochDay(day.epochDay()).toString()));
    return String.join("/", folders);
  }

  @Override
  public SimpleVersionedSerializer<String> getSerializer() {
    return SimpleVersionedStringSerializer.INSTANCE;
  }
}
