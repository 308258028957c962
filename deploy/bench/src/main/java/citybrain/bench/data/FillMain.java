package citybrain.bench.data;

import citybrain.bench.Parent;
import citybrain.feed.SettingException;
import citybrain.jobs.runtime.Config;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fills the topics of observations with a set; a child process of the bench. */
public final class FillMain {

  private FillMain() {}

  public static void main(String[] args) throws Exception {
    var config = Config.from(args);
    var name = config.text("set", "dense, hot or demo", "dense");
    var folder = Path.of(config.text("folder", "for the city of the set", ""));
    var bootstrap = config.text("bootstrap", "Kafka bootstrap servers", "localhost:9092");
    int observations = config.count("observations", "at least so many", 1_000_000);
    var form = config.text("json", "true: writes all observations as JSON as well", "false");
    config.refuseUnknown();
    Parent.endWithIt();
    var set = new BenchSet(Files.createDirectories(folder));
    JsonForm json = null;
    if (form.equals("true")) {
      JsonForm.makeTopic(bootstrap);
      json = new JsonForm();
    }
    try (var log = new BlockLog(bootstrap, json)) {
      switch (name) {
        case DenseCity.NAME -> new DenseCity(set, log, false).write(observations);
        case DenseCity.HOT -> new DenseCity(set, log, true).write(observations);
        case "demo" -> new DemoCity(set, log).write(observations);
        default -> throw new SettingException("there is no set '" + name + "': dense, hot, demo");
      }
      set.write(log.summary(name));
    }
    System.exit(0);
  }
}
