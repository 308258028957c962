package citybrain.energy;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.AtMost;
import citybrain.detection.Detector;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Alerts when what a transformer carries and the meters behind it do not count has risen for days
 * beyond what its lines usually lose: somebody draws past the meters, or a meter counts too little.
 * Hours in which readings are missing say nothing. What was lost from the first day on is usual.
 * Input: energy readings of all meters of one transformer, and of the transformer itself.
 *
 * <p>Formula: share = (carried - sum of meters) / carried, by day, held against the line loss that
 * was learned and its variance from day to day, for days running.
 *
 * <p>Source: own; the energy balance of a transformer is common practice.
 *
 * <p>It cannot see what was lost from the first day on, or which meter it is.
 */
public record TransformerBalance(Settings settings)
    implements Detector<Observation, TransformerBalance.Memory> {

  /**
   * @param timeZone whose days are meant
   * @param learnDays nothing is told before so many days are known
   * @param leastRise of the share that is lost, which never counts as a rise below it
   * @param sigmas from day to day by which the share must have risen
   * @param days in a row above that open, and below half of it that close
   * @param silenceHours after so long without a known hour it is unknown whether an alert goes on
   */
  public record Settings(
      String timeZone,
      int learnDays,
      @AtMost(1) double leastRise,
      double sigmas,
      int days,
      int silenceHours) {

    public static Settings of(String timeZone) {
      return new Settings(timeZone, 14, 0.005, 4, 3, 72);
    }
  }

  /**
   * @param inRow days in a row above; while an alert is open below
   */
  public record Memory(BalanceDays balance, int inRow, @Nullable AlertChange open) {}

  private static final Memory BLANK = new Memory(BalanceDays.blank(), 0, null);

  /** Share of the carried energy that makes a rise more than minor. */
  private static final double LARGE_RISE = 0.05;

  private static final boolean[] NONE = new boolean[0];

  @Override
  public Memory blank() {
    return BLANK;
  }

  @Override
  public Verdict<Memory> observe(Memory before, Observation energy) {
    if (!BalanceDays.isMeasured(energy)) {
      return Verdict.quiet(before);
    }
    var memory = before;
    var changes = new ArrayList<AlertChange>();
    if (memory.balance().endsHour(energy)) {
      boolean endsDay = memory.balance().endsDay(energy, settings.timeZone());
      memory =
          new Memory(
              memory.balance().hourEnded(energy, settings.timeZone(), 2, NONE),
              memory.inRow(),
              memory.open());
      memory = endsDay ? dayEnded(memory, energy, changes) : memory;
    }
    var balance = memory.balance().plus(energy, settings.timeZone());
    memory = new Memory(balance, memory.inRow(), memory.open());
    var open = memory.open();
    if (open == null || open.isUnknown()) {
      return new Verdict<>(memory, changes, null);
    }
    var silentAt = silentAt(balance);
    if (energy.phenomenonTime().isBefore(silentAt)) {
      return new Verdict<>(memory, changes, silentAt);
    }
    var unknown = unknown(open, energy.phenomenonTime());
    changes.add(unknown);
    return new Verdict<>(new Memory(balance, memory.inRow(), unknown), changes, null);
  }

  private Instant silentAt(BalanceDays balance) {
    return balance.knownUntil().plus(Duration.ofHours(settings.silenceHours()));
  }

  private AlertChange unknown(AlertChange open, Instant now) {
    return open.unknown(
        now, "no hour for " + settings.silenceHours() + " h in which nearly all meters spoke");
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    var open = memory.open();
    if (open == null || open.isUnknown()) {
      return Verdict.quiet(memory);
    }
    var unknown = unknown(open, now);
    return Verdict.of(new Memory(memory.balance(), memory.inRow(), unknown), unknown);
  }

  private Memory dayEnded(Memory memory, Observation energy, List<AlertChange> changes) {
    var balance = memory.balance();
    var usual = balance.loss();
    var hours = balance.ofDay(settings.timeZone());
    if (hours.isEmpty()) {
      return thinned(
          new Memory(balance.dayEnded(settings.timeZone(), usual), memory.inRow(), memory.open()));
    }
    var day = balance.day(hours);
    double rise = usual.rise(settings.leastRise(), settings.sigmas());
    var learned = usual.next(day, settings.learnDays(), rise);
    int inRow = 0;
    var open = memory.open();
    if (usual.days() >= settings.learnDays()) {
      double off = day.share() - usual.share();
      boolean counts = open == null ? off > rise : off < rise / 2;
      inRow = counts ? memory.inRow() + 1 : 0;
      boolean isAnew = learned.days() < usual.days();
      if (open == null && inRow >= settings.days()) {
        open = opened(balance, day, energy);
        changes.add(open);
        inRow = 0;
      } else if (open != null && (inRow >= settings.days() || isAnew)) {
        changes.add(closed(open, balance, day, energy.phenomenonTime(), isAnew));
        open = null;
        inRow = 0;
      } else if (open != null) {
        var words = figures(balance, day);
        var heard = open.heard(energy.phenomenonTime(), missing(day), usually(usual, day), words);
        if (!heard.equals(open)) {
          changes.add(heard);
        }
        open = heard;
      }
    }
    return thinned(new Memory(balance.dayEnded(settings.timeZone(), learned), inRow, open));
  }

  private static Memory thinned(Memory memory) {
    var kept = memory.balance().hours().present();
    return kept.length == memory.balance().meters()
        ? memory
        : new Memory(memory.balance().only(kept), memory.inRow(), memory.open());
  }

  private static double missing(LineLoss.Day day) {
    return day.carried() - day.counted();
  }

  private static double usually(LineLoss usual, LineLoss.Day day) {
    return usual.share() * day.carried();
  }

  private static String figures(BalanceDays balance, LineLoss.Day day) {
    return String.format(
        Locale.ROOT,
        "%.1f kWh of what it carried in %d h were not counted by its %d meters where %.1f kWh is"
            + " usual (%.1f %% of it, usually %.1f %%)",
        missing(day),
        day.hours(),
        balance.meters(),
        usually(balance.loss(), day),
        100 * day.share(),
        100 * balance.loss().share());
  }

  private static AlertChange closed(
      AlertChange open, BalanceDays balance, LineLoss.Day day, Instant now, boolean isAnew) {
    var why =
        String.format(
            Locale.ROOT,
            "%s: %s after %d days",
            figures(balance, day),
            isAnew ? "taken as usual and learned anew" : "ordinary again",
            Duration.between(open.onset(), now).toDays());
    return open.closed(now, missing(day), usually(balance.loss(), day), why);
  }

  private AlertChange opened(BalanceDays balance, LineLoss.Day day, Observation energy) {
    var now = energy.phenomenonTime();
    boolean isLarge = day.share() - balance.loss().share() > LARGE_RISE;
    var why =
        String.format(
            Locale.ROOT,
            "unexplained loss: %s, on %d days in a row",
            figures(balance, day),
            settings.days());
    return new AlertChange(
        AlertStatus.OPEN,
        energy.city(),
        energy.zone().substring(energy.zone().indexOf('/') + 1),
        ObservedProperty.TRANSFORMER_ENERGY.name(),
        now,
        now,
        isLarge ? Severity.MODERATE : Severity.MINOR,
        missing(day),
        usually(balance.loss(), day),
        ObservedProperty.TRANSFORMER_ENERGY.unit(),
        why,
        null,
        energy.zone());
  }
}
