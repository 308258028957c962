package citybrain.energy;

import citybrain.alerting.AlertChange;
import citybrain.alerting.AlertStatus;
import citybrain.alerting.Severity;
import citybrain.detection.AtMost;
import citybrain.detection.Detector;
import citybrain.detection.Suspicions;
import citybrain.detection.Verdict;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Pseudonym;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Alerts when a meter explains what its transformer carried and nobody counted: theft, tampering or
 * a broken meter, which is for people to find out. Each day the unexplained loss of the last days
 * is regressed on what each meter counted, on when it counted nothing or its highest, and on what
 * it counted before and does not now ({@link LossColumns}); a meter that explains much of it day
 * after day is told. Meters whose loads run alike cannot be told apart, and what was stolen from
 * the first day on is usual. A meter whose use is not in the load at all does not hang at this
 * transformer, whatever the register says, and one whose use is there with the other sign counts
 * backwards ({@link MeterFit}): it is told so, in its first weeks, and from then on not as a thief.
 * Input: energy readings of all meters of one transformer, and of the transformer itself.
 *
 * <p>Formula: loss of an hour = carried - sum of meters - line loss, regressed by orthogonal
 * matching pursuit on four shapes of each meter; evidence is what a meter takes from what is left,
 * in deviations. For the wiring: carried - sum of meters, as it differs from the same hour of the
 * day before and not with the load, has -1 of each kWh of a meter that hangs elsewhere and -2 of
 * one that counts backwards.
 *
 * <p>Source: Pati, Rezaiifar and Krishnaprasad, Asilomar (1993), for the pursuit; that
 * non-technical loss is sought in the balance of the transformer is common practice. That a balance
 * of energies tells which meter hangs where: Arya et al., "Phase identification in smart grids",
 * IEEE SmartGridComm (2011).
 *
 * <p>It cannot see a theft from the first day on, one behind a transformer that is not metered, or
 * which of two meters it is whose loads run alike; nor where a meter hangs that does not hang here,
 * one that was seen to hang here and was hung elsewhere later, or one that uses next to nothing.
 */
public record NonTechnicalLoss(Settings settings)
    implements Detector<Observation, NonTechnicalLoss.Memory> {

  /**
   * @param timeZone whose days are meant
   * @param learnDays nothing is told before the loss of so many days is known
   * @param windowDays whose hours are regressed
   * @param fewestHours of these that must be known
   * @param limit smoothed evidence that opens an alert, in deviations
   * @param cap the evidence of one day counts as so many times the limit at most, so that a large
   *     theft does not hide its end
   * @param release share of the limit below which it closes
   * @param rate share of a new day in the evidence
   * @param leastRise of the share that is lost, days above which are not learned as usual
   * @param sigmas the same from day to day
   * @param silenceHours after so long without a known hour it is unknown whether an alert goes on
   * @param wiringSigmas deviations beyond which a meter does not fit behind its transformer
   * @param wiringDays in a row of that which open an alert, and without it which close it
   */
  public record Settings(
      String timeZone,
      int learnDays,
      int windowDays,
      int fewestHours,
      double limit,
      double cap,
      @AtMost(1) double release,
      @AtMost(1) double rate,
      @AtMost(1) double leastRise,
      double sigmas,
      int silenceHours,
      double wiringSigmas,
      int wiringDays) {

    public static Settings of(String timeZone) {
      return new Settings(timeZone, 14, 7, 72, 4, 1.5, 0.33, 0.2, 0.005, 4, 72, 6, 4);
    }
  }

  /**
   * @param evidence by meter, deviations of the loss that it explains, smoothed over days
   * @param lasting the same over months
   * @param wiring by meter, days in a row on which it did not fit behind its transformer; below
   *     zero those on which it did
   * @param open alerts, one of a meter at most
   */
  public record Memory(
      BalanceDays balance, float[] evidence, float[] lasting, int[] wiring, List<AlertChange> open)
      implements Suspicions {

    @Override
    public SortedMap<String, Double> suspicions() {
      var all = new TreeMap<String, Double>();
      var meters = balance.hours().meters();
      for (int i = 0; i < meters.size(); i++) {
        all.put(meters.get(i), i < lasting.length ? (double) lasting[i] : 0.0);
      }
      return all;
    }

    private Memory with(BalanceDays next) {
      return new Memory(next, evidence, lasting, wiring, open);
    }

    private Memory with(List<AlertChange> next) {
      return new Memory(balance, evidence, lasting, wiring, List.copyOf(next));
    }
  }

  /** One object, because arrays are equal to themselves only. */
  private static final Memory BLANK =
      new Memory(BalanceDays.blank(), new float[0], new float[0], new int[0], List.of());

  /** Of a new day in what lasts for months. */
  private static final double LASTING_RATE = 1 / 60.0;

  /** More than this a day is a business that steals, or half a street. */
  private static final double LARGE_KILOWATT_HOURS = 10;

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
    var zone = settings.timeZone();
    if (memory.balance().endsHour(energy)) {
      boolean endsDay = memory.balance().endsDay(energy, zone);
      var ended = memory.balance().hourEnded(energy, zone, settings.windowDays(), watched(memory));
      memory = memory.with(ended);
      memory = endsDay ? dayEnded(memory, energy, changes) : memory;
    }
    memory = memory.with(memory.balance().plus(energy, zone));
    if (memory.open().stream().allMatch(AlertChange::isUnknown)) {
      return new Verdict<>(memory, changes, null);
    }
    var silentAt = memory.balance().knownUntil().plus(Duration.ofHours(settings.silenceHours()));
    return energy.phenomenonTime().isBefore(silentAt)
        ? new Verdict<>(memory, changes, silentAt)
        : silent(memory, energy.phenomenonTime(), changes);
  }

  @Override
  public Verdict<Memory> wake(Memory memory, Instant now) {
    return silent(memory, now, new ArrayList<>());
  }

  private Verdict<Memory> silent(Memory memory, Instant now, List<AlertChange> changes) {
    var next = new ArrayList<AlertChange>();
    for (var open : memory.open()) {
      if (open.isUnknown()) {
        next.add(open);
      } else {
        var unknown =
            open.unknown(
                now,
                "no hour for " + settings.silenceHours() + " h in which nearly all meters spoke");
        changes.add(unknown);
        next.add(unknown);
      }
    }
    return new Verdict<>(memory.with(next), changes, null);
  }

  /** What a meter under suspicion counts is not its habit. */
  private static boolean[] watched(Memory memory) {
    var meters = memory.balance().hours().meters();
    var watched = new boolean[meters.size()];
    for (var open : memory.open()) {
      int at = meters.indexOf(open.feature());
      if (at >= 0) {
        watched[at] = true;
      }
    }
    return watched;
  }

  private Memory dayEnded(Memory memory, Observation energy, List<AlertChange> changes) {
    var balance = memory.balance();
    var usual = balance.loss();
    var zone = settings.timeZone();
    var hours = balance.ofDay(zone);
    if (hours.isEmpty()) {
      return thinned(memory.with(balance.dayEnded(zone, usual)), energy, changes);
    }
    double rise = usual.rise(settings.leastRise(), settings.sigmas());
    var learned = usual.next(balance.day(hours), settings.learnDays(), rise);
    var next = memory.with(balance.dayEnded(zone, learned));
    if (balance.known().size() < settings.fewestHours()) {
      return thinned(next, energy, changes);
    }
    next = wired(next, energy, changes);
    if (usual.days() >= settings.learnDays() && next.balance().loss().days() > 0) {
      var shares =
          LossShares.of(
              balance.known(),
              balance.meters(),
              balance.hours().habits(),
              usual,
              MeterWiring.suspects(next.wiring()));
      next = judged(next, shares, energy, changes);
    }
    return thinned(next, energy, changes);
  }

  private Memory wired(Memory memory, Observation energy, List<AlertChange> changes) {
    var balance = memory.balance();
    var hours = balance.hours();
    var fit =
        MeterFit.of(balance.known(), balance.meters(), hours.habits(), settings.wiringSigmas());
    var wiring =
        MeterWiring.judged(
            memory.wiring(), memory.open(), fit, settings.wiringDays(), balance, energy);
    changes.addAll(wiring.changes());
    boolean isMended =
        wiring.changes().stream().anyMatch(one -> one.status() == AlertStatus.CLOSED);
    return new Memory(
        isMended ? balance.rewired() : balance,
        memory.evidence(),
        memory.lasting(),
        wiring.days(),
        wiring.open());
  }

  private Memory judged(
      Memory memory, LossShares shares, Observation energy, List<AlertChange> changes) {
    var balance = memory.balance();
    var meters = balance.hours().meters();
    var evidence = Arrays.copyOf(memory.evidence(), meters.size());
    var lasting = Arrays.copyOf(memory.lasting(), meters.size());
    var suspects = MeterWiring.suspects(memory.wiring());
    var before = new TreeMap<String, AlertChange>();
    memory.open().forEach(open -> before.put(open.feature(), open));
    var still = new ArrayList<AlertChange>();
    for (int i = 0; i < meters.size(); i++) {
      double today = Math.min(shares.evidence()[i], settings.cap() * settings.limit());
      // Of one whose wiring is in doubt today says nothing, neither for nor against.
      if (!suspects[i]) {
        evidence[i] += (float) (settings.rate() * (today - evidence[i]));
        lasting[i] += (float) (LASTING_RATE * (today - lasting[i]));
      }
      var open = before.get(meters.get(i));
      if (open != null && MeterWiring.isTold(memory.wiring()[i], settings.wiringDays())) {
        still.add(open);
      } else if (open != null) {
        follow(open, evidence[i], shares, i, energy.phenomenonTime(), changes, still);
      } else if (evidence[i] > settings.limit() && today > 0) {
        var opened = opened(meters.get(i), balance, shares, i, energy);
        changes.add(opened);
        still.add(opened);
      }
    }
    return new Memory(balance, evidence, lasting, memory.wiring(), List.copyOf(still));
  }

  private void follow(
      AlertChange open,
      float evidence,
      LossShares shares,
      int meter,
      Instant now,
      List<AlertChange> changes,
      List<AlertChange> still) {
    double counted = shares.counted()[meter];
    double expected = counted + shares.explained()[meter];
    if (evidence < settings.release() * settings.limit()) {
      var why =
          String.format(
              Locale.ROOT,
              "%s: hardly any loss goes with it any more, after %d days",
              figures(counted, expected),
              Duration.between(open.onset(), now).toDays());
      changes.add(open.closed(now, counted, expected, why));
      return;
    }
    var heard = open.heard(now, counted, expected, figures(counted, expected));
    if (!heard.equals(open)) {
      changes.add(heard);
    }
    still.add(heard);
  }

  private static String figures(double counted, double expected) {
    return String.format(
        Locale.ROOT,
        "counts %.2f kWh a day, %.2f kWh with the loss that it explains",
        counted,
        expected);
  }

  private AlertChange opened(
      String meter, BalanceDays balance, LossShares shares, int at, Observation energy) {
    var now = energy.phenomenonTime();
    double counted = shares.counted()[at];
    double expected = counted + shares.explained()[at];
    var why =
        String.format(
            Locale.ROOT,
            "meter counts too little: %.2f kWh a day, but %.2f kWh with the loss behind transformer"
                + " %s that it explains; %s (%d h, %d meters)",
            counted,
            expected,
            energy.zone().substring(energy.zone().indexOf('/') + 1),
            shares.shape()[at].words(),
            balance.known().size(),
            balance.meters());
    return new AlertChange(
        AlertStatus.OPEN,
        energy.city(),
        meter,
        ObservedProperty.ELECTRIC_ENERGY.name(),
        now,
        now,
        expected - counted > LARGE_KILOWATT_HOURS ? Severity.MODERATE : Severity.MINOR,
        counted,
        expected,
        ObservedProperty.ELECTRIC_ENERGY.unit(),
        why,
        null,
        energy.zone());
  }

  /** Without the meters that were taken away, and the alerts about them. */
  private static Memory thinned(Memory memory, Observation energy, List<AlertChange> changes) {
    var balance = memory.balance();
    var kept = balance.hours().present();
    if (kept.length == balance.meters()) {
      return memory;
    }
    var evidence = new float[kept.length];
    var lasting = new float[kept.length];
    var wiring = new int[kept.length];
    for (int i = 0; i < kept.length; i++) {
      evidence[i] = kept[i] < memory.evidence().length ? memory.evidence()[kept[i]] : 0;
      lasting[i] = kept[i] < memory.lasting().length ? memory.lasting()[kept[i]] : 0;
      wiring[i] = kept[i] < memory.wiring().length ? memory.wiring()[kept[i]] : 0;
    }
    var only = balance.only(kept);
    var there = Set.copyOf(only.hours().meters());
    var still = new ArrayList<AlertChange>();
    for (var open : memory.open()) {
      if (there.contains(open.feature())) {
        still.add(open);
      } else {
        var now = energy.phenomenonTime();
        var why =
            Pseudonym.isOver(open.feature(), now.getEpochSecond())
                ? "its name has ended: by the next it is judged anew"
                : "the meter has not been read for 30 days and is taken as removed";
        changes.add(open.closed(now, Double.NaN, Double.NaN, why));
      }
    }
    return new Memory(only, evidence, lasting, wiring, List.copyOf(still));
  }
}
