package citybrain.local.evaluate;

import java.io.IOException;

/** A set that lies in files. */
interface RecordedSet extends LabelledSet {

  /**
   * Reads its labels and runs the rules over its recordings.
   *
   * @throws citybrain.feed.SettingException when a file is missing, or a label names what is not
   *     there
   * @throws IOException when a file cannot be read to its end
   */
  Played play(SetFolder folder) throws IOException;

  @Override
  default Evaluation evaluate(SetFolder folder, int rotations, long seed) throws IOException {
    return Evaluation.of(card(), play(folder), rotations, seed);
  }
}
