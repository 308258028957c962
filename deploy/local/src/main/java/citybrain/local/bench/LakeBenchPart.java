package citybrain.local.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One question that {@code ./citybrain bench lake} asks; a new one is a class and a line there. */
interface LakeBenchPart {

  /** As {@code --parts} has it. */
  String name();

  /** Measures it on a lake that is there. */
  Figures measure(LakeBenchGround ground) throws IOException;

  /**
   * What it came to.
   *
   * @param lines for people
   * @param json the same for files; the keys are stable
   */
  record Figures(List<String> lines, Map<String, Object> json) {}
}
