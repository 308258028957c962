package citybrain.jobs.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Keys that lead to each worker of a keyed operator: what all of them must hear travels on the way
 * of the records, one copy a worker, and so cannot overtake them.
 */
public final class Workers {

  private Workers() {}

  /**
   * For each worker a key, by its number.
   *
   * @param task of an operator with as many workers as the keyed one
   * @param keys candidates, the same key for the same number
   */
  public static <K> List<K> keys(TaskInfo task, IntFunction<K> keys) {
    int workers = task.getNumberOfParallelSubtasks();
    var found = new TreeMap<Integer, K>();
    for (int i = 0; found.size() < workers; i++) {
      var key = keys.apply(i);
      int worker =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              key, task.getMaxNumberOfParallelSubtasks(), workers);
      found.putIfAbsent(worker, key);
    }
    return new ArrayList<>(found.values());
  }

  /**
   * For each group of keys of a worker a key, by the number of the group: under it a worker keeps
   * what belongs to the whole group.
   *
   * @param task of the keyed operator
   * @param keys candidates, the same key for the same number
   */
  public static <K> Map<Integer, K> keysOfGroups(TaskInfo task, IntFunction<K> keys) {
    int most = task.getMaxNumberOfParallelSubtasks();
    var range =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            most, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask());
    var found = new TreeMap<Integer, K>();
    for (int i = 0; found.size() < range.getNumberOfKeyGroups(); i++) {
      var key = keys.apply(i);
      int group = KeyGroupRangeAssignment.assignToKeyGroup(key, most);
      if (range.contains(group)) {
        found.putIfAbsent(group, key);
      }
    }
    return found;
  }
}
