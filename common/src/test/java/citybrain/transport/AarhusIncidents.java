package citybrain.transport;

import citybrain.alerting.AlertStatus;
import citybrain.city.StuckSensor;
import citybrain.detection.Detector;
import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;

/**
 * Scores {@link RoadCongestion} on the road network of Aarhus: learns on the real weeks before,
 * then watches the week with injected incidents. The week has real jams too, and nobody labelled
 * them: they count as false alerts here, so the figure is an upper bound.
 */
final class AarhusIncidents {

  private static final ZoneId AARHUS = ZoneId.of("Europe/Copenhagen");
  private static final Instant WEEK = Instant.parse("2014-08-24T22:00:00Z");

  private record Label(String link, Instant start, Instant end, String type) {}

  /** Incidents found of those there were, delays of the found, alerts on links without one. */
  record Score(int found, int total, Duration medianDelay, int falseAlerts, double linkDays) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "detected %d/%d, median delay %d min, alerts outside labels %d = %.4f per link-day",
          found,
          total,
          medianDelay.toMinutes(),
          falseAlerts,
          falseAlerts / linkDays);
    }
  }

  private final List<Label> labels = new ArrayList<>();
  private final Map<String, List<Observation>> byLink = new TreeMap<>();
  private final Map<RoadCongestion, Map<String, List<Instant>>> alertsByRule = new HashMap<>();

  AarhusIncidents(Path data, Instant learnFrom) throws IOException {
    var folder = data.resolve("aarhus-citypulse");
    for (var line : Files.readAllLines(folder.resolve("traffic_injected_labels.csv"))) {
      var cells = line.split(",", -1);
      if (!cells[0].equals("report_id")) {
        labels.add(new Label(cells[0], instant(cells[1]), instant(cells[2]), cells[3]));
      }
    }
    read(folder.resolve("traffic_2014-08-01_2014-09-14.zip"), learnFrom, WEEK);
    read(
        folder.resolve("traffic_injected_2014-08-25_2014-08-31.zip"),
        WEEK,
        WEEK.plus(Duration.ofDays(7)));
    byLink
        .values()
        .forEach(list -> list.sort((a, b) -> a.phenomenonTime().compareTo(b.phenomenonTime())));
  }

  private void read(Path zip, Instant from, Instant to) throws IOException {
    var first = LocalDateTime.ofInstant(from, AARHUS).toString();
    var end = LocalDateTime.ofInstant(to, AARHUS).toString();
    try (var file = new ZipFile(zip.toFile())) {
      for (var entry : Collections.list(file.entries())) {
        try (var lines =
            new BufferedReader(
                new InputStreamReader(file.getInputStream(entry), StandardCharsets.UTF_8))) {
          lines.lines().skip(1).forEach(line -> read(line.split(",", -1), first, end));
        }
      }
    }
  }

  private void read(String[] cells, String from, String to) {
    // Text in ISO order is cheaper to compare than to parse; most rows are out of range.
    if (cells[5].compareTo(from) < 0 || cells[5].compareTo(to) >= 0) {
      return;
    }
    var time = instant(cells[5]);
    // No vehicle was matched in the interval: the speed is carried over from before.
    var quality = cells[6].equals("0") ? Quality.ESTIMATED : Quality.GOOD;
    var link = byLink.computeIfAbsent(cells[8], name -> new ArrayList<>());
    link.add(observation(cells, ObservedProperty.TRAFFIC_VEHICLE_COUNT, 6, time, Quality.GOOD));
    link.add(observation(cells, ObservedProperty.TRAFFIC_SPEED, 2, time, quality));
  }

  private static Observation observation(
      String[] cells, ObservedProperty property, int column, Instant time, Quality quality) {
    return new Observation(
        "aarhus",
        "traffic",
        cells[8].intern(),
        property,
        time,
        time,
        Double.parseDouble(cells[column]),
        null,
        "",
        "bluetooth",
        quality);
  }

  private static Instant instant(String local) {
    return LocalDateTime.parse(local.replace(' ', 'T')).atZone(AARHUS).toInstant();
  }

  /** Scores incidents with even (0) or odd (1) place in the label file. */
  Score score(RoadCongestion rule, int half) {
    var alerts =
        alertsByRule.computeIfAbsent(
            rule,
            any -> {
              var byAnyLink = new HashMap<String, List<Instant>>();
              byLink.forEach((link, speeds) -> byAnyLink.put(link, alertsOf(rule, speeds)));
              return byAnyLink;
            });
    int found = 0;
    var incidents = labels.stream().filter(label -> label.type().equals("incident")).toList();
    int total = 0;
    var delays = new ArrayList<Duration>();
    for (int i = half; i < incidents.size(); i += 2) {
      var incident = incidents.get(i);
      total++;
      var first =
          alerts.getOrDefault(incident.link(), List.of()).stream()
              .filter(at -> !at.isBefore(incident.start()) && at.isBefore(incident.end()))
              .findFirst();
      if (first.isPresent()) {
        found++;
        delays.add(Duration.between(incident.start(), first.get()));
      }
    }
    int outside = 0;
    double links = 0;
    for (var link : alerts.keySet()) {
      // Links are split as well: what is tuned on one half is scored on the other.
      if (Math.floorMod(Integer.parseInt(link), 2) != half) {
        continue;
      }
      links++;
      for (var at : alerts.get(link)) {
        boolean labelled =
            labels.stream()
                .anyMatch(
                    label ->
                        label.link().equals(link)
                            && !at.isBefore(label.start())
                            && at.isBefore(label.end().plus(Duration.ofMinutes(15))));
        outside += labelled ? 0 : 1;
      }
    }
    Collections.sort(delays);
    var median = delays.isEmpty() ? Duration.ZERO : delays.get(delays.size() / 2);
    return new Score(found, total, median, outside, links * 7);
  }

  /** Scores labelled stuck sensors; nobody looked for others, of which there may be some. */
  Score scoreStuck(StuckSensor rule) {
    int found = 0;
    int right = 0;
    int alerts = 0;
    var delays = new ArrayList<Duration>();
    var stuck = labels.stream().filter(label -> label.type().equals("stuck_sensor")).toList();
    for (var link : byLink.entrySet()) {
      var speeds =
          link.getValue().stream()
              .filter(one -> one.property() == ObservedProperty.TRAFFIC_SPEED)
              .toList();
      var opened = alertsOf(rule, speeds);
      alerts += opened.size();
      for (var label : stuck) {
        var within =
            opened.stream()
                .filter(at -> label.link().equals(link.getKey()))
                .filter(at -> !at.isBefore(label.start()) && !at.isAfter(label.end()))
                .toList();
        if (!within.isEmpty()) {
          found++;
          right += within.size();
          delays.add(Duration.between(label.start(), within.get(0)));
        }
      }
    }
    Collections.sort(delays);
    var median = delays.isEmpty() ? Duration.ZERO : delays.get(delays.size() / 2);
    return new Score(found, stuck.size(), median, alerts - right, byLink.size() * 7);
  }

  private static <M> List<Instant> alertsOf(
      Detector<Observation, M> rule, List<Observation> speeds) {
    var opened = new ArrayList<Instant>();
    var memory = rule.blank();
    Instant wakeAt = Instant.MAX;
    for (var speed : speeds) {
      if (speed.phenomenonTime().isAfter(wakeAt)) {
        memory = rule.wake(memory, wakeAt).memory();
        wakeAt = Instant.MAX;
      }
      var verdict = rule.observe(memory, speed);
      memory = verdict.memory();
      var wish = verdict.wakeAt();
      if (wish != null) {
        wakeAt = wish;
      }
      for (var change : verdict.changes()) {
        if (change.status() == AlertStatus.OPEN && !change.onset().isBefore(WEEK)) {
          opened.add(change.onset());
        }
      }
    }
    return opened;
  }
}
