package citybrain.local.player;

import java.io.IOException;
import java.time.Instant;
import java.util.SortedMap;

/** What one city has to say: the same messages in the same order each time it is played. */
interface Script {

  String city();

  /** Where the past begins. */
  Instant begins();

  /** When the city goes live. */
  Instant live();

  /** City seconds per second once live. */
  default double speed(double wanted) {
    return wanted;
  }

  /**
   * All that decides which messages there are; must not change between two plays into one topic.
   */
  SortedMap<String, String> settings();

  /** Says everything from the beginning, until the stage wants no more or nothing is left. */
  void play(Stage stage) throws IOException;
}
