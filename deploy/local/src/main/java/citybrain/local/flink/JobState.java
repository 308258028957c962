package citybrain.local.flink;

/**
 * A job as Flink describes it.
 *
 * @param state Flink's word: RUNNING, RESTARTING, FAILED, FINISHED, ...
 */
public record JobState(String name, String id, String state, long restarts) {

  public boolean isRunning() {
    return state.equals("RUNNING");
  }
}
