package citybrain.local.evaluate;

import java.io.IOException;

/** A public data set, and how alerts on it are scored. */
interface LabelledSet {

  SetCard card();

  /**
   * Reads its labels and runs the rules over its recordings.
   *
   * @throws citybrain.feed.SettingException when a file is missing, or a label names what is not
   *     there
   * @throws IOException when a file cannot be read to its end
   */
  Played play(SetFolder place) throws IOException;
}
