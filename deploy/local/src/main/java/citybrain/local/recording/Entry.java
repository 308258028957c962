package citybrain.local.recording;

import java.io.IOException;
import java.io.InputStream;

/** One readable piece of a feed's source: a file, a gzip, or an entry of a zip. */
interface Entry {

  /** As it is named in the header {@code source} of a message, relative to the data folder. */
  String name();

  InputStream open() throws IOException;
}
