package citybrain.bench.cells;

import citybrain.bench.Figure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Figures of a bench.
 *
 * @param points whose cells were compared
 * @param differences among them
 */
record CellCost(int points, long differences, List<Run> runs) {

  /** Nanoseconds a call, of both in turn. */
  record Run(CellPlace place, double ours, double theirs) {
    double ratio() {
      return theirs / ours;
    }
  }

  Figure figure(CellPlace place, ToDoubleFunction<Run> of) {
    return Figure.of(
        runs.stream().filter(run -> run.place == place).map(run -> of.applyAsDouble(run)).toList());
  }

  /** For people. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    for (var place : CellPlace.values()) {
      lines.add(
          "  " + place.name().toLowerCase(Locale.ROOT) + ", ns a call, median of each round:");
      lines.add("    ours:           " + figure(place, Run::ours));
      lines.add("    the library:    " + figure(place, Run::theirs));
      lines.add("    times as fast:  " + figure(place, Run::ratio));
    }
    return lines;
  }

  /** As written to a file; the keys are stable. */
  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("bench", "cells");
    json.put("points", points);
    json.put("differences", differences);
    for (var place : CellPlace.values()) {
      var name = place.name().toLowerCase(Locale.ROOT);
      json.put(name + "_nanos_per_call", json(figure(place, Run::ours)));
      json.put(name + "_library_nanos_per_call", json(figure(place, Run::theirs)));
      json.put(name + "_times_as_fast", json(figure(place, Run::ratio)));
    }
    json.put("processors", Runtime.getRuntime().availableProcessors());
    return json;
  }

  private static Map<String, Object> json(Figure figure) {
    var json = new LinkedHashMap<String, Object>();
    json.put("median", figure.median());
    json.put("smallest", figure.smallest());
    json.put("largest", figure.largest());
    return json;
  }
}
