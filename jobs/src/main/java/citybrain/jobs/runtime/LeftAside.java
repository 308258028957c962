package citybrain.jobs.runtime;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.runtime.checkpoint.Checkpoints;

/**
 * State in a checkpoint that a job has no operator for any more, such as that of a rule that was
 * taken away: it is not restored, and not lost in silence.
 */
final class LeftAside {

  private LeftAside() {}

  /**
   * What is left aside, one line each: the operator, and how much it remembered.
   *
   * @param checkpoint the folder of a checkpoint or savepoint
   * @param uids of the operators of the job
   */
  static List<String> in(Path checkpoint, Collection<String> uids) throws IOException {
    var left = new ArrayList<String>();
    var file = checkpoint.resolve("_metadata");
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      var metadata =
          Checkpoints.loadCheckpointMetadata(
              in, LeftAside.class.getClassLoader(), checkpoint.toUri().toString());
      for (var state : metadata.getOperatorStates()) {
        var uid = state.getOperatorUid().orElse("");
        if (!uid.isEmpty() && !uids.contains(uid) && state.getStateSize() > 0) {
          left.add(state.getOperatorName().orElse(uid) + ", " + state.getStateSize() + " bytes");
        }
      }
    }
    left.sort(null);
    return left;
  }
}
