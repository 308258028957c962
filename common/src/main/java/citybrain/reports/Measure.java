package citybrain.reports;

/**
 * One kind of figure in a report.
 *
 * @param name in files
 * @param heading of its column on a terminal; empty when it is not shown there
 * @param unit UCUM code
 * @param formula how it is reckoned, and of what its count is
 */
public record Measure(String name, String heading, String unit, String formula) {

  /** One that stands in files only. */
  public static Measure unshown(String name, String unit, String formula) {
    return new Measure(name, "", unit, formula);
  }
}
