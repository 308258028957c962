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

  /**
   * The bucket of a value, and the times that lie in it as well.
   *
   * @param from epoch second
   * @param to epoch second, no more in it
   */
  private record Bucket(String city, String domain, long from, long to, String path) {

    boolean holds(String ofCity, String ofDomain, long second) {
      return second >= from && second < to && city.equals(ofCity) && domain.equals(ofDomain);
    }
  }

  private final RowFormat<T> format;
  private final Map<String, ZoneId> zones;
  // Building a path costs more than finding it.
  private transient @Nullable Map<Day, String> known;
  // Values of one message mostly go to one bucket, and what day it is costs more than to see that.
  private transient @Nullable Bucket last;

  LakeBuckets(RowFormat<T> format, Map<String, ZoneId> zones) {
    this.format = format;
    this.zones = Map.copyOf(zones);
  }

  @Override
  public String getBucketId(T value, Context context) {
    return bucket(value);
  }

  String bucket(T value) {
    var city = format.city(value);
    var domain = format.domain(value);
    var time = format.time(value);
    var found = last;
    if (found == null || !found.holds(city, domain, time.getEpochSecond())) {
      found = find(city, domain, time);
      last = found;
    }
    return found.path;
  }

  private Bucket find(String city, String domain, Instant time) {
    if (known == null || known.size() > MOST_REMEMBERED) {
      known = new HashMap<>();
    }
    var rules = zones.getOrDefault(city, ZoneOffset.UTC).getRules();
    long second = time.getEpochSecond();
    int offset = rules.getOffset(time).getTotalSeconds();
    long day = Math.floorDiv(second + offset, SECONDS_A_DAY);
    long from = day * SECONDS_A_DAY - offset;
    long to = from + SECONDS_A_DAY;
    // A day on which clocks are changed is two buckets here, of one path.
    var before = rules.previousTransition(Instant.ofEpochSecond(second + 1));
    var after = rules.nextTransition(Instant.ofEpochSecond(second));
    from = before == null ? from : Math.max(from, before.toEpochSecond());
    to = after == null ? to : Math.min(to, after.toEpochSecond());
    return new Bucket(
        city,
        domain,
        from,
        to,
        known.computeIfAbsent(new Day(city, domain, day), LakeBuckets::path));
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
