package citybrain.bench.contender;

import citybrain.bench.EngineSettings;
import citybrain.bench.ScratchFolder;
import citybrain.jobs.aggregates.AggregatesJob;
import citybrain.jobs.kafka.ClientSettings;
import citybrain.jobs.kafka.KafkaStreams;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import java.nio.file.Files;
import java.util.ArrayList;

/**
 * Ours: the job of aggregates as it ships and as one machine sets it, with checkpoints and
 * transactions. It ends where the topics end.
 */
final class CityBrainJob implements Contender {

  private static final String JOB = "city-aggregates";
  private static final String CHECKPOINTS = "3 s";

  private final Task task;

  CityBrainJob(Task task) {
    this.task = task;
  }

  @Override
  public void pass(Meter meter) throws Exception {
    var state = Files.createTempDirectory(task.home(), JOB);
    var arguments = new ArrayList<>(EngineSettings.arguments(state, CHECKPOINTS));
    arguments.add("--cities=" + task.set().cityFile());
    arguments.add("--data=" + task.set().folder());
    // The others know minutes and quarters of an hour only, of all properties.
    arguments.add("--city-aggregates.windows=minute,quarter");
    var kafka = new KafkaStreams(task.bootstrap(), City.group(JOB), ClientSettings.of(""));
    try (var streams = new BoundedStreams(kafka, meter)) {
      var city = City.connect(Config.from(arguments.toArray(String[]::new)), JOB, streams);
      new AggregatesJob().wire(city);
      city.run().getJobExecutionResult().get();
    } finally {
      ScratchFolder.delete(state);
    }
  }
}
