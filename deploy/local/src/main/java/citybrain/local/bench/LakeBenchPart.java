package citybrain.local.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One question that {@code ./citybrain bench lake} asks; a new one is a class and a line there. */
interface LakeBenchPart {

  /** As {@code --parts} has it. */
  String name();

  /** What stations of the lake tell of that it asks. */
  default Topic topic() {
    return Topic.AIR;
  }

  /** Whether contenders of it are Python's. */
  default boolean needsPython() {
    return true;
  }

  /** Measures it on a lake that is there. */
  Figures measure(LakeBenchGround ground) throws IOException;

  /** What the stations of a lake tell of; each is a lake of its own. */
  enum Topic {
    AIR,
    /** Meters of flow and pressure: baselines are learned of them. */
    WATER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What it came to.
   *
   * @param lines for people
   * @param json the same for files; the keys are stable
   */
  record Figures(List<String> lines, Map<String, Object> json) {}
}
