package citybrain.jobs.polling;

import citybrain.feed.Envelope;
import java.util.List;

/**
 * Messages in one piece, such as a snapshot of all vehicles; also one that cannot be read; not one
 * that says nothing.
 */
record WholeDocuments(Envelope.Reader envelopes) implements Documents {

  @Override
  public List<Part> parts(byte[] body, Room.Share share) {
    var envelope = envelopes.read(body);
    return envelope.sound() && envelope.records() == 0
        ? List.of()
        : List.of(new Part(0, envelope.records(), body));
  }
}
