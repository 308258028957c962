package citybrain.bench.aggregates;

import citybrain.bench.Figure;
import citybrain.bench.contender.Contenders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How contenders did on one set: medians over the rounds, with the smallest and largest. */
record Standing(List<Run> runs) {

  String set() {
    return runs.get(0).set().name();
  }

  List<String> contenders() {
    return runs.stream().map(Run::contender).distinct().toList();
  }

  Figure figure(String contender, ToDoubleFunction<Run> value) {
    return Figure.of(
        runs.stream()
            .filter(run -> run.contender().equals(contender))
            .map(value::applyAsDouble)
            .toList());
  }

  /** Seconds of a processor for a million observations. */
  Figure cost(String contender) {
    return figure(contender, run -> run.perMillion(run.cpu()));
  }

  /** A part of the cost, its median. */
  double part(String contender, ToDoubleFunction<Run> seconds) {
    return figure(contender, run -> run.perMillion(seconds.applyAsDouble(run))).median();
  }

  /** To the limit: the median of the ratios of each round; NaN when nobody knows the limit. */
  double ratio(String contender) {
    return ratio(contender, Run::cpu);
  }

  /** The same of a part of the cost. */
  double ratio(String contender, ToDoubleFunction<Run> seconds) {
    var ratios = new ArrayList<Double>();
    for (var run : runs) {
      if (run.contender().equals(contender)) {
        runs.stream()
            .filter(other -> other.round() == run.round())
            .filter(other -> other.contender().equals(Contenders.HAND))
            .forEach(
                limit -> ratios.add(seconds.applyAsDouble(run) / seconds.applyAsDouble(limit)));
      }
    }
    return ratios.isEmpty() ? Double.NaN : Figure.of(ratios).median();
  }

  /** For people. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    var set = runs.get(0).set();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %,d observations of %,d minutes in %,d records, %.1f bytes an observation",
            set.name(),
            set.observations(),
            set.minutes(),
            set.records(),
            (double) set.bytes() / set.observations()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  %-13s %31s %8s %8s %7s %7s %7s %7s %14s %11s",
            "contender",
            "CPU-s per million (of rounds)",
            "to hand",
            "less JIT",
            "work",
            "GC",
            "JIT",
            "broker",
            "observations/s",
            "written/obs"));
    contenders().forEach(contender -> lines.add(line(contender)));
    return lines;
  }

  private String line(String contender) {
    var cost = cost(contender);
    return String.format(
        Locale.ROOT,
        "  %-13s %10.3f (%.3f to %.3f) %8s %8s %7.3f %7.3f %7.3f %7.3f %,14.0f %11.4f",
        contender,
        cost.median(),
        cost.smallest(),
        cost.largest(),
        text(ratio(contender)),
        text(ratio(contender, Run::withoutCompilers)),
        part(contender, Run::work),
        part(contender, Run::collector),
        part(contender, Run::compilers),
        part(contender, Run::broker),
        figure(contender, Run::rate).median(),
        figure(contender, Run::aggregatesPerObservation).median());
  }

  private static String text(double ratio) {
    return Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, "%.2f", ratio);
  }

  /** What is not as the reference has it, or missing; empty when all agree. */
  List<String> faults() {
    var lines = new ArrayList<String>();
    for (var run : runs) {
      if (run.isWrong()) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%s, round %d, %s: %,d windows differ, %,d observations are missing",
                run.set().name(),
                run.round(),
                run.contender(),
                run.differences(),
                run.unaccounted()));
        run.different().forEach(line -> lines.add("  " + line));
      }
    }
    return lines;
  }

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    var set = runs.get(0).set();
    json.put("set", set.name());
    json.put("observations", set.observations());
    json.put("late", set.late());
    json.put("records", set.records());
    json.put("bytes", set.bytes());
    json.put("minutes", set.minutes());
    json.put("contenders", contenders().stream().map(this::json).toList());
    json.put("runs", runs.stream().map(Run::json).toList());
    return json;
  }

  private Map<String, Object> json(String contender) {
    var json = new LinkedHashMap<String, Object>();
    var cost = cost(contender);
    json.put("contender", contender);
    json.put("cpu_seconds_per_million", cost.median());
    json.put("cpu_seconds_per_million_smallest", cost.smallest());
    json.put("cpu_seconds_per_million_largest", cost.largest());
    double ratio = ratio(contender);
    if (!Double.isNaN(ratio)) {
      json.put("to_hand", ratio);
      json.put("to_hand_without_compilers", ratio(contender, Run::withoutCompilers));
    }
    json.put("work_per_million", part(contender, Run::work));
    json.put("collector_per_million", part(contender, Run::collector));
    json.put("compilers_per_million", part(contender, Run::compilers));
    json.put("broker_per_million", part(contender, Run::broker));
    json.put("observations_per_second", figure(contender, Run::rate).median());
    json.put(
        "aggregates_per_observation", figure(contender, Run::aggregatesPerObservation).median());
    return json;
  }
}
