package citybrain.transport.report;

import citybrain.reports.LakeReading;
import citybrain.reports.Period;
import citybrain.reports.ReportRow;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The runs of one route in one direction, from stop to stop. A segment is where a run called at two
 * stops one behind the other; it belongs to the day on which it ends.
 */
final class LineFold extends DailyFold {

  static final String LAYER = "line/";
  private static final String SEGMENT = "segment/";

  /** A run that takes longer from one stop to the next is not known for one. */
  private static final long LONGEST_MILLIS = 2 * 3_600_000L;

  private static final char CALL_NUMBER = '#';

  /** From stop to stop, by their ids. */
  private record Segment(String from, String to) implements Comparable<Segment> {
    @Override
    public int compareTo(Segment other) {
      int order = from.compareTo(other.from);
      return order == 0 ? to.compareTo(other.to) : order;
    }
  }

  /** What is known of one segment: of each kind of call, of the day, and of the month so far. */
  private static final class Known {
    SegmentSpan[] today = blank();
    SegmentSpan month = new SegmentSpan();

    private static SegmentSpan[] blank() {
      return new SegmentSpan[] {new SegmentSpan(), new SegmentSpan(), new SegmentSpan()};
    }

    /** Ends the day; of the kind that tells most of it, arrivals where two tell alike. */
    SegmentSpan endDay() {
      var most = today[0];
      for (var kind : today) {
        most = kind.runs() > most.runs() ? kind : most;
      }
      today = blank();
      month.add(most);
      return most;
    }
  }

  private final String line;
  private final Period period;
  private final ReportRows rows;
  private final List<ReportRow> ofSegments = new ArrayList<>();
  private final Map<Segment, Known> segments = new TreeMap<>();

  /** By kind and run: its last call. */
  private final List<Map<String, LakeReading>> last =
      List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());

  private SegmentSpan month = new SegmentSpan();

  /**
   * @param group {@code line/route/direction}
   */
  LineFold(String group, Period period) {
    super(period);
    this.line = group.substring(LAYER.length());
    this.period = period;
    this.rows = new ReportRows(group, period);
  }

  @Override
  public void add(LakeReading reading) {
    int kind = TransitFold.KINDS.indexOf(reading.property());
    if (kind < 0 || reading.procedure().isEmpty()) {
      return;
    }
    if (turnsTo(reading.time())) {
      long longAgo = reading.time() - LONGEST_MILLIS;
      last.forEach(runs -> runs.values().removeIf(call -> call.time() < longAgo));
    }
    var earlier = last.get(kind).put(run(reading), reading);
    if (earlier == null || earlier.feature().equals(reading.feature())) {
      return;
    }
    long apart = reading.time() - earlier.time();
    if (apart > 0 && apart <= LONGEST_MILLIS) {
      segments
          .computeIfAbsent(new Segment(stop(earlier), stop(reading)), segment -> new Known())
          .today[kind]
          .run(earlier, reading);
    }
  }

  /** Of feed and procedure; which of its calls at a stop it is, is no part of a run. */
  private static String run(LakeReading call) {
    var procedure = call.procedure();
    int end = procedure.length();
    while (end > 0 && Character.isDigit(procedure.charAt(end - 1))) {
      end--;
    }
    boolean isNumbered =
        end > 1 && end < procedure.length() && procedure.charAt(end - 1) == CALL_NUMBER;
    return call.feed() + '/' + (isNumbered ? procedure.substring(0, end - 1) : procedure);
  }

  private String stop(LakeReading call) {
    return call.feature().substring(line.length() + 1);
  }

  @Override
  void dayEnded(LocalDate day) {
    var today = new SegmentSpan();
    segments.forEach(
        (segment, known) -> {
          var ofSegment = known.endDay();
          today.add(ofSegment);
          say(segment, ofSegment, Span.DAY, day);
        });
    today.rows(rows, Span.DAY, day);
    month.add(today);
  }

  @Override
  void monthEnded(LocalDate from) {
    segments.forEach((segment, known) -> say(segment, known.month, Span.MONTH, from));
    segments.clear();
    month.rows(rows, Span.MONTH, from);
    month = new SegmentSpan();
  }

  private void say(Segment segment, SegmentSpan span, Span of, LocalDate from) {
    var group = SEGMENT + line + '/' + segment.from() + '/' + segment.to();
    var said = new ReportRows(group, period);
    span.rows(said, of, from);
    ofSegments.addAll(said.all());
  }

  @Override
  public List<ReportRow> rows() {
    end();
    var all = new ArrayList<>(rows.all());
    all.addAll(ofSegments);
    return all;
  }
}
