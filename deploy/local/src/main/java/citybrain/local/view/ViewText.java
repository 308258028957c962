package citybrain.local.view;

import citybrain.local.flink.JobState;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A snapshot as text: a page to be redrawn in place, or one plain line. */
public final class ViewText {

  /** At least, if there are as many. */
  private static final int ALERTS_SHOWN = 6;

  private static final int ALERTS_IN_COLUMNS_FROM = 120;

  /** Of feeds and of alerts. */
  private static final int HEADINGS = 2;

  private static final int BLANKS = 3;
  private static final long BEHIND_FROM_SECONDS = 15;
  private static final long SECONDS_UP_TO = 120;
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private ViewText() {}

  /** The page, without colours, made to fit: what there is too much of is summed up. */
  public static List<String> page(Snapshot now, TerminalSize size) {
    var head = head(now);
    var state = state(now);
    var foot = foot(now);
    // The last row is the cursor's.
    int room = size.rows() - 1 - head.size() - state.size() - foot.size() - HEADINGS;
    int fewest = Math.min(now.alerts().size(), ALERTS_SHOWN);
    boolean isAiry = room >= now.feeds().size() + fewest + BLANKS;
    var feeds = feeds(now, room - fewest);
    var page = new ArrayList<>(head);
    blank(page, isAiry);
    page.add(row("feed", "records", "per second", "observations", "rejected"));
    page.addAll(feeds);
    blank(page, isAiry);
    page.addAll(state);
    page.add(
        "alerts      %s opened, %s closed".formatted(count(now.opened()), count(now.closed())));
    now.alerts().stream()
        .limit(Math.max(0, room - feeds.size() - (isAiry ? BLANKS : 0)))
        .forEach(
            alert ->
                page.add(
                    "  "
                        + (size.columns() < ALERTS_IN_COLUMNS_FROM
                            ? AlertText.terse(alert, now.zones())
                            : AlertText.brief(alert, now.zones()))));
    blank(page, isAiry);
    page.addAll(foot);
    return page;
  }

  private static void blank(List<String> page, boolean isAiry) {
    if (isAiry) {
      page.add("");
    }
  }

  private static List<String> head(Snapshot now) {
    var head = new ArrayList<>(List.of(title(now), "city time   " + clock(now)));
    now.problem().ifPresent(problem -> head.add("problem     " + problem));
    return head;
  }

  /** As many as there is room for: of too many the busiest, in their order, and the sum of all. */
  private static List<String> feeds(Snapshot now, int room) {
    var feeds = now.feeds();
    if (feeds.size() <= room) {
      return feeds.stream().map(ViewText::row).toList();
    }
    var busiest =
        feeds.stream()
            .sorted(Comparator.comparingLong(Snapshot.FeedRow::records).reversed())
            .limit(Math.max(0, room - 1))
            .toList();
    var rows =
        new ArrayList<>(feeds.stream().filter(busiest::contains).map(ViewText::row).toList());
    rows.add(
        row(
            "all %s feeds".formatted(count(feeds.size())),
            count(now.records()),
            count(Math.round(now.perSecond())),
            count(now.observations()),
            count(now.rejected())));
    return rows;
  }

  private static List<String> state(Snapshot now) {
    return List.of(
        "jobs        " + jobs(now),
        "aggregates  about %s; %s observations came too late%s"
            .formatted(
                count(now.aggregates()),
                count(now.late()),
                now.missed() == 0 ? "" : ", " + count(now.missed()) + " missed their windows"),
        "lake        %s files, %s   %s"
            .formatted(count(now.lakeFiles()), bytes(now.lakeBytes()), now.links().lake()));
  }

  private static List<String> foot(Snapshot now) {
    return List.of(
        "Flink %s   Kafka %s   ./citybrain alerts"
            .formatted(now.links().web(), now.links().bootstrap()),
        "metrics %s   ./citybrain status, topics".formatted(now.links().metrics()),
        "Ctrl-C stops; the next ./citybrain up goes on from here.");
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
    return clock.toGo().isEmpty() ? "" : ": %s to go".formatted(roundly(clock.toGo().getAsLong()));
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

  private static String row(Snapshot.FeedRow feed) {
    return row(
        feed.name() + (feed.placed() ? " (placed)" : ""),
        count(feed.records()),
        count(Math.round(feed.perSecond())),
        count(feed.observations()),
        count(feed.rejected()));
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
