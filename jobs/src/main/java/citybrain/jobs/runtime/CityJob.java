package citybrain.jobs.runtime;

import java.util.Objects;

/**
 * A job that reads its settings where it uses them, so that it is only what it reads and how it is
 * wired. Its main method is one call of {@link #run}.
 */
public interface CityJob {

  void wire(City city);

  /** Prints the settings when asked to, refuses those nobody knows, else submits the job. */
  static void run(CityJob job, String... args) throws Exception {
    var usual = Objects.requireNonNull(job.getClass().getAnnotation(StreamingJob.class)).value();
    var config = Config.from(args);
    var name = config.text("name", "of the job, and of what it is to Kafka", usual);
    var city = City.connect(config, name);
    job.wire(city);
    if (!city.isHelp(config)) {
      city.run();
    }
  }
}
