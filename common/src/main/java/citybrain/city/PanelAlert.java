package citybrain.city;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.AtMost;
import citybrain.detection.Detector;
import citybrain.detection.Panel;
import citybrain.detection.PanelModel;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when one of several series that are read together is not where the others let expect it:
 * pump, valve, tank and pressure of a station agree with each other in any weather, whoever breaks
 * or forges one of them disturbs that. Each series is regressed on the others and on the row before
 * ({@link PanelModel}); what is ordinary is the largest that is seen one time in a thousand, while
 * learning and since. Input: all series of one panel.
 *
 * <p>Formula: e = value - ridge regression on the other series and on the row before, over the
 * quantile of ordinary errors; the mean of the largest beyond a limit, with hysteresis.
 *
 * <p>Source: Hoerl and Kennard, Technometrics 12 (1970), for the ridge; what it scores is measured
 * in evaluate.
 *
 * <p>It cannot see what moves all series as they always move together, and not before some hundred
 * rows.
 */
public record PanelAlert(Settings settings, Map<String, Panel> panels)
    implements Detector<Observation, PanelAlert.Memory> {

  /**
   * @param fewestSeries no panel of less is judged
   * @param fewestRows nothing is judged before so many were learned
   * @param limit beyond what is ordinary by this factor opens an alert
   * @param release share of the limit below which a series agrees again
   * @param calmRows so many rows in a row must agree
   * @param longestRows what differs for so many is the new usual, and all is learned anew
   * @param halfLifeRows after so many rows half of what the largest was counts
   */
  public record Settings(
      int fewestSeries,
      int fewestRows,
      double limit,
      @AtMost(1) double release,
      int calmRows,
      int longestRows,
      int halfLifeRows) {

    public static Settings usual() {
      return new Settings(4, 336, 1.4, 0.6, 4, 720, 30_000);
    }
  }

  /**
   * @param largest residual of each series since it began, fading
   * @param calm rows in a row that agree
   * @param differing rows since the alert was opened
   */
  public record Memory(
      PanelRows rows,
      PanelTraining training,
      float[] largest,
      int calm,
      int differing,
      @Nullable AlertChange open) {

    Memory with(PanelRows next) {
      return new Memory(next, training, largest, calm, differing, open);
    }

    Memory with(PanelTraining next) {
      return new Memory(rows, next, largest, calm, differing, open);
    }

    Memory with(@Nullable AlertChange next) {
      return new Memory(rows, training, largest, calm, differing, next);
    }

    /** Nothing is known of the series any more, but what is open. */
    Memory unlearned(PanelRows next) {
      return new Memory(next, PanelTraining.blank(), new float[0], calm, differing, open);
    }
  }

  /** More are not watched in one panel; what all let expect of each takes the cube of it. */
  private static final int MOST_SERIES = 48;

  /** A series that was missing for so many rows is not of the panel any more. */
  private static final int GONE = 96;

  private static final int SILENT_ROWS = 12;

  /** One residual counts no more than so often the largest before. */
  private static final double MOST_GROWTH = 3;

  private static final Memory BLANK =
      new Memory(PanelRows.blank(), PanelTraining.blank(), new float[0], 0, 0, null);

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory memory, Observation reading) {
    var panel = panels.get(reading.city());
    if (panel == null
        || !panel.feed().equals(reading.feed())
        || reading.quality() == Quality.ESTIMATED
        || !Double.isFinite(reading.result())) {
      return Verdict.quiet(memory);
    }
    long row = Math.floorDiv(reading.phenomenonTime().toEpochMilli(), panel.every().toMillis());
    var next = memory;
    var changes = new ArrayList<AlertChange>();
    if (memory.rows().names().isEmpty()) {
      next = memory.unlearned(PanelRows.blank().next(row));
    } else if (panel
            .every()
            .multipliedBy(Math.max(0, row - memory.rows().row()))
            .compareTo(PanelTraining.LONGEST)
        > 0) {
      // What was learned is of another season.
      next = memory.unlearned(memory.rows().only(new int[0]).next(row));
    } else if (row > memory.rows().row()) {
      next = ended(memory, row, panel, reading, changes);
    }
    next = with(next, reading);
    var verdict = new Verdict<>(next, List.copyOf(changes), null);
    return next.open() == null
        ? verdict
        : verdict.wakingAt(reading.phenomenonTime().plus(panel.every().multipliedBy(SILENT_ROWS)));
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null || open.isUnknown()) {
      return Verdict.quiet(memory);
    }
    var unknown = open.unknown(now, "no reading of the panel");
    return Verdict.of(memory.with(unknown), unknown);
  }

  /** A series that is new makes the panel another one, of which nothing is known. */
  private static Memory with(Memory memory, Observation reading) {
    var name =
        PanelLook.name(reading.property().name(), reading.property().unit(), reading.feature());
    boolean isNew = !memory.rows().knows(name);
    if (isNew && memory.rows().names().size() >= MOST_SERIES) {
      return memory;
    }
    var rows = memory.rows().plus(name, reading.result());
    return isNew ? memory.unlearned(rows) : memory.with(rows);
  }

  /** The row that ran is over. */
  private Memory ended(
      Memory memory, long row, Panel panel, Observation reading, List<AlertChange> changes) {
    var now = Instant.ofEpochMilli((memory.rows().row() + 1) * panel.every().toMillis());
    var values = memory.rows().values();
    var before = memory.rows().before();
    var next = memory;
    if (values.length >= settings.fewestSeries() && before.length == values.length) {
      var pair = new float[2 * values.length];
      System.arraycopy(values, 0, pair, 0, values.length);
      System.arraycopy(before, 0, pair, values.length, values.length);
      next = judged(memory, pair, now, panel, reading, changes);
      // Without a model nobody could ever tell that an alert is over.
      if (next.open() == null || next.training().model() == null) {
        next = next.with(next.training().plus(pair, panel.every(), settings.fewestRows()));
      }
    }
    return thinned(next, next.rows().next(row));
  }

  /** Without the series that are not there any more. */
  private Memory thinned(Memory memory, PanelRows rows) {
    var kept = rows.present(GONE);
    if (kept.length == rows.names().size()) {
      return memory.with(rows);
    }
    var only = memory.unlearned(rows.only(kept));
    return kept.length < settings.fewestSeries()
        ? only
        : only.with(memory.training().only(kept, settings.fewestRows()));
  }

  private Memory judged(
      Memory memory,
      float[] pair,
      Instant now,
      Panel panel,
      Observation reading,
      List<AlertChange> changes) {
    var model = memory.training().model();
    if (model == null) {
      return memory;
    }
    var look = PanelLook.of(model, memory.largest(), pair, memory.rows().names());
    var open = memory.open();
    int calm = 0;
    int differing = 0;
    if (open == null && look.times() >= settings.limit()) {
      open = opened(look, panel, now, reading);
      changes.add(open);
    } else if (open != null) {
      calm = look.times() < settings.release() * settings.limit() ? memory.calm() + 1 : 0;
      differing = memory.differing() + 1;
      boolean tooLong = differing >= settings.longestRows();
      if (calm >= settings.calmRows() || tooLong) {
        changes.add(closed(open, look, now, tooLong));
        open = null;
      } else {
        var heard =
            open.heard(now, look.observedOf(open), look.expectedOf(open), words(open, look));
        if (!heard.equals(open)) {
          changes.add(heard);
        }
        open = heard;
      }
      if (tooLong) {
        // What was learned holds no more.
        return new Memory(memory.rows(), PanelTraining.blank(), new float[0], 0, 0, null);
      }
    }
    double fade = Math.pow(0.5, 1.0 / settings.halfLifeRows());
    var largest = open == null ? look.largest(fade, MOST_GROWTH) : look.faded(fade);
    return new Memory(memory.rows(), memory.training(), largest, calm, differing, open);
  }

  private static AlertChange closed(
      AlertChange open, PanelLook look, Instant now, boolean tooLong) {
    var took = Duration.between(open.onset(), now);
    var why =
        String.format(
            Locale.ROOT,
            "%s: %s %d min",
            words(open, look),
            tooLong ? "taken as the new usual, after" : "they agree again, after",
            took.toMinutes());
    return open.closed(now, look.observedOf(open), look.expectedOf(open), why);
  }

  private static String words(AlertChange open, PanelLook look) {
    return String.format(
        Locale.ROOT,
        "%s %.4g %s, the others let expect %.4g",
        open.property(),
        look.observedOf(open),
        open.unit(),
        look.expectedOf(open));
  }

  private AlertChange opened(PanelLook look, Panel panel, Instant now, Observation reading) {
    var why =
        String.format(
            Locale.ROOT,
            "%s: %s %s %.4g %s where the %d other series let expect %.4g (%.1f times the largest"
                + " that is ordinary)",
            panel.name(),
            look.feature(),
            look.property(),
            look.observed(),
            look.unit(),
            look.series() - 1,
            look.expected(),
            look.times());
    return new AlertChange(
        AlertStatus.OPEN,
        reading.city(),
        look.feature(),
        look.property(),
        now,
        now,
        look.times() >= 4 * settings.limit() ? Severity.MODERATE : Severity.MINOR,
        look.observed(),
        look.expected(),
        look.unit(),
        why,
        null,
        reading.zone());
  }
}
