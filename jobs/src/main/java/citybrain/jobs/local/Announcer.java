package citybrain.jobs.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.net.URI;
import org.apache.flink.api.common.JobID;

/** Tells who started this process how far it is: one JSON object a line. */
final class Announcer {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;

  Announcer(PrintStream out) {
    this.out = out;
  }

  void web(URI address) {
    say(JSON.createObjectNode().put("web", address.toString()));
  }

  /**
   * A job is submitted.
   *
   * @param resumed whether it goes on from what an earlier run left
   */
  void job(String name, JobID id, boolean resumed) {
    say(JSON.createObjectNode().put("job", name).put("id", id.toString()).put("resumed", resumed));
  }

  /** All jobs are submitted. */
  void ready() {
    say(JSON.createObjectNode().put("ready", true));
  }

  /**
   * A batch has ended.
   *
   * @param failure empty when it ended well
   */
  void batch(String failure) {
    say(JSON.createObjectNode().put("batch", failure));
  }

  /** Jobs are submitted at the same time: a line is written whole. */
  private synchronized void say(ObjectNode announcement) {
    out.println(announcement);
    out.flush();
  }
}
