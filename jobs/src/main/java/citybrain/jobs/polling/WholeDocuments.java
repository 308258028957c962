package citybrain.jobs.polling;

import citybrain.feed.Envelope;
import java.util.List;

/** Messages in one piece, such as a snapshot of all vehicles; also one that cannot be read. */
record WholeDocuments(Envelope.Reader envelopes) implements Documents {

  @Override
  public List<Part> parts(byte[] body) {
    return List.of(new Part(0, envelopes.read(body).records(), body));
  }
}
