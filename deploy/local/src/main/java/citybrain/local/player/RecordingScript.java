package citybrain.local.player;

import citybrain.feed.SettingException;
import citybrain.local.recording.FeedPlan;
import citybrain.local.recording.FeedRecording;
import citybrain.local.recording.Message;
import citybrain.local.recording.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/** The recordings of a real city, all feeds on one clock, in the order of arrival. */
final class RecordingScript implements Script {

  private final String city;
  private final Instant begins;
  private final Instant live;
  private final List<FeedPlan> plans;

  /** A feed and the message it will send next. */
  private record Next(FeedPlan plan, Recording recording, Message message) {}

  /**
   * @throws SettingException when a source is missing, naming what is wanted and who publishes it
   */
  RecordingScript(String city, Instant begins, Instant live, List<FeedPlan> plans) {
    this.city = city;
    this.begins = begins;
    this.live = live;
    this.plans = List.copyOf(plans);
    var missing = new ArrayList<String>();
    for (var plan : plans) {
      try {
        FeedRecording.check(plan);
      } catch (SettingException e) {
        missing.add(e.getMessage());
      } catch (IOException e) {
        // It is there, but broken or too large: that is told when it is played, and others play on.
      }
    }
    if (!missing.isEmpty()) {
      throw new SettingException(String.join(System.lineSeparator(), missing));
    }
  }

  @Override
  public String city() {
    return city;
  }

  @Override
  public Instant begins() {
    return begins;
  }

  @Override
  public Instant live() {
    return live;
  }

  @Override
  public SortedMap<String, String> settings() {
    var settings = new TreeMap<String, String>();
    settings.put("begins", begins.toString());
    settings.put("live", live.toString());
    plans.forEach(plan -> settings.put("feed " + plan.feed(), plan.source()));
    return settings;
  }

  @Override
  public void play(Stage stage) throws IOException {
    var queue =
        new PriorityQueue<Next>(
            Comparator.<Next>comparingLong(next -> next.message().arrivalMillis())
                .thenComparing(next -> next.plan().feed()));
    var opened = new ArrayList<Recording>();
    try {
      for (var plan : plans) {
        try {
          var recording = Recording.open(plan, begins);
          opened.add(recording);
          enqueue(queue, plan, recording, stage);
        } catch (IOException | UncheckedIOException | SettingException e) {
          stage.problem(plan.feed(), reason(e));
        }
      }
      while (true) {
        var next = queue.poll();
        if (next == null || !stage.send(next.message())) {
          return;
        }
        enqueue(queue, next.plan(), next.recording(), stage);
      }
    } finally {
      for (var recording : opened) {
        recording.close();
      }
    }
  }

  private static void enqueue(
      PriorityQueue<Next> queue, FeedPlan plan, Recording recording, Stage stage) {
    try {
      var message = recording.next();
      if (message != null) {
        queue.add(new Next(plan, recording, message));
      }
    } catch (IOException | UncheckedIOException e) {
      stage.problem(plan.feed(), reason(e));
    }
  }

  private static String reason(Exception e) {
    var message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
