package citybrain.transport.report;

import citybrain.observation.ObservedProperty;
import citybrain.reports.LakeReading;
import citybrain.reports.Period;
import citybrain.reports.ReportRow;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The calls of one stop, or of all stops of a route. */
final class TransitFold extends DailyFold {

  static final List<String> KINDS =
      List.of(
          ObservedProperty.STOP_ARRIVAL_DELAY.name(),
          ObservedProperty.STOP_DEPARTURE_DELAY.name(),
          ObservedProperty.STOP_CALL.name());

  /** What is known of one stop: of each kind its calls, and those of the day. */
  private static final class Stop {
    final StopCalls[] calls = {new StopCalls(), new StopCalls(), new StopCalls()};
    final CallSpan[] today = {new CallSpan(), new CallSpan(), new CallSpan()};

    /** The kind that tells most of the day; arrivals where two tell alike. */
    CallSpan most() {
      var most = today[0];
      for (var kind : today) {
        most = kind.calls() > most.calls() ? kind : most;
      }
      return most;
    }
  }

  private final ReportRows rows;
  private final Map<String, Stop> stops = new TreeMap<>();
  private CallSpan month = new CallSpan();

  TransitFold(String group, Period period) {
    super(period);
    this.rows = new ReportRows(group, period);
  }

  @Override
  public void add(LakeReading reading) {
    turnsTo(reading.time());
    var stop = stops.computeIfAbsent(reading.series(), series -> new Stop());
    int kind = KINDS.indexOf(reading.property());
    if (kind >= 0) {
      stop.calls[kind].call(reading, stop.today[kind]);
    } else {
      for (int i = 0; i < KINDS.size(); i++) {
        stop.calls[i].scheduled(reading, stop.today[i]);
      }
    }
  }

  @Override
  void dayEnded(LocalDate day) {
    var today = new CallSpan();
    for (var stop : stops.values()) {
      today.add(stop.most());
      for (int i = 0; i < stop.today.length; i++) {
        stop.today[i] = new CallSpan();
      }
    }
    today.rows(rows, Span.DAY, day);
    month.add(today);
  }

  @Override
  void monthEnded(LocalDate from) {
    month.rows(rows, Span.MONTH, from);
    month = new CallSpan();
  }

  @Override
  public List<ReportRow> rows() {
    end();
    return rows.all();
  }
}
