package citybrain.local.player;

import citybrain.local.recording.Recordings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A player in a process of its own, so that it can be killed. */
final class PlayChild {

  static final String MARK = "5e77";

  private PlayChild() {}

  public static void main(String[] args) throws Exception {
    try (var player = player(args[0], Path.of(args[1]), Double.parseDouble(args[2]))) {
      player.start();
      while (!player.progress().finished()) {
        Thread.sleep(20);
      }
    }
  }

  static KafkaPlayer player(String bootstrap, Path root, double speed) throws IOException {
    var plans =
        List.of(
            Recordings.plan(root, "traffic", "traffic/*.csv"),
            Recordings.plan(root, "water", "water.csv.gz"));
    var script = new RecordingScript("test", Recordings.START, Recordings.START, plans);
    return new KafkaPlayer(
        new RawProducer(bootstrap, MARK),
        MARK,
        RawTotals.read(bootstrap, MARK),
        speed,
        PastPace.FREE,
        List.of(script));
  }

  static Process fork(String bootstrap, Path root, double speed) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            PlayChild.class.getName(),
            bootstrap,
            root.toString(),
            Double.toString(speed))
        .redirectErrorStream(true)
        .redirectOutput(new File(root.toFile(), "child.log"))
        .start();
  }
}
