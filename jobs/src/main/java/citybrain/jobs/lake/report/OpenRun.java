package citybrain.jobs.lake.report;

import citybrain.geo.Position;
import citybrain.reports.LakeReading;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Readings of one series, packed in the order of their times; it stands at one of them. Runs are
 * compared by the readings they stand at: by time, and those of one time by what they say.
 */
final class OpenRun implements Comparable<OpenRun> {

  private static final Comparator<@Nullable Position> PLACE =
      Comparator.nullsFirst(
          Comparator.comparingDouble(Position::longitude).thenComparing(Position::latitude));

  private static final Comparator<LakeReading> ORDER =
      Comparator.comparingLong(LakeReading::time)
          .thenComparing(LakeReading::feed)
          .thenComparing(LakeReading::feature)
          .thenComparing(LakeReading::property)
          .thenComparing(LakeReading::zone)
          .thenComparing(LakeReading::district)
          .thenComparing(LakeReading::procedure)
          .thenComparing(LakeReading::position, PLACE)
          .thenComparing(LakeReading::result)
          .thenComparing(LakeReading::isMeasured);

  private final PackedReader in;
  private final String feed;
  private final String feature;
  private final String property;
  private final String zone;
  private final String district;
  private final String procedure;
  private final @Nullable Position position;
  private long time;
  private long step;
  private LakeReading reading;

  /** Stands at the first. */
  OpenRun(byte[] packed) {
    in = new PackedReader(packed);
    feed = in.text();
    feature = in.text();
    property = in.text();
    zone = in.text();
    district = in.text();
    procedure = in.text();
    position = in.count() == 0 ? null : new Position(in.real(), in.real());
    reading = next();
  }

  /** What all readings of a run share, which stands before them. */
  static byte[] head(LakeReading of) {
    var out = new PackedWriter();
    out.text(of.feed());
    out.text(of.feature());
    out.text(of.property());
    out.text(of.zone());
    out.text(of.district());
    out.text(of.procedure());
    var position = of.position();
    out.count(position == null ? 0 : 1);
    if (position != null) {
      out.real(position.longitude());
      out.real(position.latitude());
    }
    return out.end();
  }

  /** Writes readings of a run, behind its head. */
  static final class Tail {

    private final PackedWriter out;
    private long time;
    private long step;

    Tail(PackedWriter out) {
      this.out = out;
    }

    /** Takes one that is not earlier than those before it. */
    void add(long at, double result, boolean isMeasured) {
      long next = at - time;
      out.count((PackedWriter.zigzag(next - step) << 1) | (isMeasured ? 1 : 0));
      out.real(result);
      step = next;
      time = at;
    }
  }

  private LakeReading next() {
    long packed = in.count();
    step += PackedReader.unzigzag(packed >>> 1);
    time += step;
    return new LakeReading(
        feed,
        feature,
        property,
        zone,
        district,
        time,
        in.real(),
        (packed & 1) != 0,
        procedure,
        position);
  }

  LakeReading reading() {
    return reading;
  }

  long time() {
    return time;
  }

  /** Moves to the next one; false when there is none. */
  boolean advance() {
    if (in.isAtEnd()) {
      return false;
    }
    reading = next();
    return true;
  }

  @Override
  public int compareTo(OpenRun other) {
    return time == other.time
        ? ORDER.compare(reading, other.reading)
        : Long.compare(time, other.time);
  }
}
