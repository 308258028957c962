package citybrain.reports;

import java.util.ArrayList;
import java.util.List;

/**
 * What a report says, by which formula, whose that is, and what it cannot see: said once, for
 * files, help and readers alike.
 *
 * @param what in a sentence or two
 * @param measures in the order in which they are shown
 * @param source of the formulas
 * @param blind what it cannot see
 */
public record Method(String what, List<Measure> measures, String source, String blind) {

  public Method {
    measures = List.copyOf(measures);
  }

  /** For people, a paragraph each. */
  public List<String> paragraphs() {
    var all = new ArrayList<String>();
    all.add(what);
    measures.forEach(one -> all.add(one.name() + " [" + one.unit() + "]: " + one.formula() + "."));
    all.add("Source: " + source);
    all.add("It cannot see " + blind);
    return all;
  }
}
