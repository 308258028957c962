package citybrain.local.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Nothing lost, nothing doubled: every figure counted twice, by different means, must agree.
 *
 * @param in records of all raw messages
 * @param accounted records that ingest says it dealt with
 */
public record Conservation(long in, long accounted, List<Check> checks) {

  public Conservation {
    checks = List.copyOf(checks);
  }

  /** Two ways to the same figure. */
  public record Check(String what, long left, long right) {

    public boolean holds() {
      return left == right;
    }
  }

  public boolean holds() {
    return in == accounted && checks.stream().allMatch(Check::holds);
  }

  /** What does not agree, one sentence each. */
  public List<String> faults() {
    var faults = new ArrayList<String>();
    if (in != accounted) {
      faults.add(in + " records went in and " + accounted + " are accounted for");
    }
    checks.stream()
        .filter(check -> !check.holds())
        .map(check -> check.what() + ": " + check.left() + " and " + check.right())
        .forEach(faults::add);
    return faults;
  }
}
