package citybrain.reports;

import java.util.List;

/**
 * Road links that follow one another, driven from the first to the last.
 *
 * @param name of the corridor
 * @param feed whose features they are
 * @param links features of that feed, two and more, each once, in the order in which they are
 *     driven
 * @param kilometres of each link, for links that tell speeds and no travel times; else empty
 * @param freeway whether it has no signals, so that a drop of speed along it is a bottleneck; then
 *     it has kilometres
 * @param place file and line where it stands
 */
public record Corridor(
    String name,
    String feed,
    List<String> links,
    List<Double> kilometres,
    boolean freeway,
    String place) {

  public Corridor {
    links = List.copyOf(links);
    kilometres = List.copyOf(kilometres);
  }
}
