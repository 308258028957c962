package citybrain.local.view;

import citybrain.local.flink.JobState;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A snapshot as text: a page to be redrawn in place, or one plain line. */
public final class ViewText {

  private static final int ALERTS_SHOWN = 6;
  private static final long BEHIND_FROM_SECONDS = 15;
  private static final long SECONDS_UP_TO = 120;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private ViewText() {}

  /** The page, without colours. */
  public static List<String> page(Snapshot now) {
    var page = new ArrayList<String>();
    page.add(title(now));
    page.add("city time   " + clock(now));
    page.add("");
    page.add(row("feed", "records", "per second", "observations", "rejected"));
    for (var feed : now.feeds()) {
      page.add(
          row(
              feed.name() + (feed.placed() ? " (placed)" : ""),
              count(feed.records()),
              count(Math.round(feed.perSecond())),
              count(feed.observations()),
              count(feed.rejected())));
    }
    page.add("");
    page.add("jobs        " + jobs(now));
    page.add(
        "aggregates  about %s; %s observations came too late%s"
            .formatted(
                count(now.aggregates()),
                count(now.late()),
                now.missed() == 0 ? "" : ", " + count(now.missed()) + " missed their windows"));
    page.add(
        "lake        %s files, %s   %s"
            .formatted(count(now.lakeFiles()), bytes(now.lakeBytes()), now.links().lake()));
    page.add(
        "alerts      %s opened, %s closed".formatted(count(now.opened()), count(now.closed())));
    now.alerts().stream()
        .limit(ALERTS_SHOWN)
        .forEach(alert -> page.add("  " + AlertText.brief(alert, now.zones())));
    now.problem().ifPresent(problem -> page.add("problem     " + problem));
    page.add("");
    page.add(
        "Flink %s   Kafka %s   ./citybrain topics   ./citybrain alerts"
            .formatted(now.links().web(), now.links().bootstrap()));
    page.add("metrics %s   ./citybrain status".formatted(now.links().metrics()));
    page.add("Ctrl-C stops; the next ./citybrain up goes on from here.");
    return page;
  }

  /** The state in one line, for logs and pipes. */
  public static String line(Snapshot now) {
    return String.format(
        Locale.ROOT,
        "%s%s | %s | %s records, %s/s | %s observations, %s rejected | jobs %s | aggregates ~%s | lake %s files | alerts %d opened, %d closed%s",
        now.city(),
        now.synthetic() ? " (SYNTHETIC)" : "",
        clock(now),
        count(now.records()),
        count(Math.round(now.perSecond())),
        count(now.observations()),
        count(now.rejected()),
        jobs(now),
        count(now.aggregates()),
        count(now.lakeFiles()),
        now.opened(),
        now.closed(),
        now.problem().map(problem -> " | problem: " + problem).orElse(""));
  }

  private static String title(Snapshot now) {
    return "City Brain  "
        + now.city()
        + (now.synthetic() ? "   SYNTHETIC: nothing here was measured" : "");
  }

  private static String clock(Snapshot now) {
    var clock = now.clock();
    return CLOCK.withZone(now.zone()).format(clock.time())
        + (clock.live()
            ? ", live at %s times the speed%s".formatted(speed(now.speed()), behind(clock))
            : ", catching up with the past" + toGo(clock));
  }

  /** What jobs say of themselves they say every few seconds: less is no delay. */
  private static String behind(Snapshot.Clock clock) {
    return clock.behind() < BEHIND_FROM_SECONDS ? "" : ", " + count(clock.behind()) + " s behind";
  }

  private static String toGo(Snapshot.Clock clock) {
    return clock.toGo().isEmpty()
        ? ""
        : ", about %s to go".formatted(roundly(clock.toGo().getAsLong()));
  }

  private static String roundly(long seconds) {
    return seconds < SECONDS_UP_TO
        ? Math.max(1, (seconds + 4) / 5) * 5 + " s"
        : Math.round(seconds / 60.0) + " min";
  }

  private static String speed(double speed) {
    return speed == Math.rint(speed) ? Long.toString((long) speed) : Double.toString(speed);
  }

  private static String jobs(Snapshot now) {
    var others =
        now.jobs().stream()
            .filter(job -> !job.isRunning())
            .map(ViewText::named)
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d of %d running, %d restarts%s",
        now.runningJobs(),
        now.expectedJobs(),
        now.restarts(),
        others.isEmpty() ? "" : " (" + others + ")");
  }

  private static String named(JobState job) {
    return job.name() + " " + job.state().toLowerCase(Locale.ROOT);
  }

  private static String row(
      String feed, String records, String perSecond, String observations, String rejected) {
    return "%-26s %13s %11s %14s %10s".formatted(feed, records, perSecond, observations, rejected);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String bytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
