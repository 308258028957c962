package citybrain.jobs.lake.history;

import citybrain.aggregation.Aggregate;
import citybrain.observation.Stamped;
import citybrain.observation.Vocabulary;
import citybrain.wire.AggregateCodec;
import citybrain.wire.AlertJson;
import citybrain.wire.BlockWriter;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of a replay as the bytes that would stand on the topics, so that it can be held against
 * what stood there: a file of each kind, each value behind its length.
 */
final class WireFiles implements LakeReplay.Passing, AutoCloseable {

  private final Path folder;
  private final DataOutputStream observations;
  private final DataOutputStream aggregates;
  private final BlockWriter blocks = new BlockWriter();
  private final AggregateCodec codec;

  WireFiles(Path folder, Vocabulary vocabulary) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.codec = new AggregateCodec(vocabulary);
    this.observations = open("observations");
    this.aggregates = open("aggregates");
  }

  private DataOutputStream open(String kind) throws IOException {
    var file = Files.newOutputStream(folder.resolve(kind + ".bin"));
    return new DataOutputStream(new BufferedOutputStream(file));
  }

  private static void write(DataOutputStream to, byte[] value) throws IOException {
    to.writeInt(value.length);
    to.write(value);
  }

  @Override
  public void reading(Stamped one) throws IOException {
    write(observations, blocks.encode(one.observation(), one.stamp()));
  }

  @Override
  public void windows(List<Aggregate> ofDay) throws IOException {
    for (var one : ofDay) {
      write(aggregates, codec.encode(one));
    }
  }

  /** What it led to in the end. */
  void end(LakeReplay.Result result) throws IOException {
    try (var derived = open("derived");
        var alerts = open("alerts")) {
      for (var one : result.outcome().derived()) {
        write(derived, blocks.encode(one.observation(), one.stamp()));
      }
      var json = new AlertJson();
      for (var one : result.outcome().alerts()) {
        write(alerts, json.encode(one));
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (observations;
        aggregates) {
      observations.flush();
    }
  }
}
