package citybrain.replay;

import citybrain.feed.Lane;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import citybrain.observation.Stamp;
import citybrain.observation.Stamped;
import java.util.List;

/** What a feed brings, reading by reading, as it comes back from the wire. */
abstract class ReadingsOut implements Lane.Out {

  abstract void reading(Stamped read);

  @Override
  public final void readings(Domain domain, List<Observation> readings, Stamp first) {
    for (int i = 0; i < readings.size(); i++) {
      reading(new Stamped(OnTheWire.of(readings.get(i)), first.plus(i)));
    }
  }

  @Override
  public void mark(Domain domain, long clock) {
    // How far each feed has come is asked when that is needed.
  }

  @Override
  public void repeated() {
    // Of snapshots, which say most of it again.
  }

  @Override
  public void waiting(int words) {
    // Counted by those who keep accounts.
  }

  @Override
  public void values(int values) {
    // Counted by those who keep accounts.
  }
}
