package citybrain.local.evaluate;

import java.io.IOException;

/** A data set of which it is known what happened, and how alerts on it are scored. */
interface LabelledSet {

  SetCard card();

  /**
   * Runs the rules over it and scores what they say.
   *
   * @param rotations of the alarms
   * @param seed of these
   * @throws citybrain.feed.SettingException when a file is missing, or a label names what is not
   *     there
   * @throws IOException when a file cannot be read to its end
   */
  Evaluation evaluate(SetFolder folder, int rotations, long seed) throws IOException;
}
