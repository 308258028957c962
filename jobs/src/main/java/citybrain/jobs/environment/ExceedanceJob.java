package citybrain.jobs.environment;

import citybrain.alerting.Alert;
import citybrain.environment.Exceedance;
import citybrain.environment.Limit;
import citybrain.feed.SettingException;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.EventTime;
import citybrain.jobs.runtime.Rule;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.observation.Domain;
import citybrain.observation.Observation;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Air pollutants in; an alert out for each limit that is exceeded over its averaging time. */
@StreamingJob(ExceedanceJob.NAME)
public final class ExceedanceJob {

  static final String NAME = "environment-exceedance";

  record Settings(Duration lateness, List<Limit> limits) {
    static Settings from(Config config) {
      return new Settings(
          config.duration(
              "environment.exceedance.lateness",
              "how late a reading may come and still be judged",
              Duration.ofMinutes(5)),
          limits(
              config.text(
                  "environment.exceedance.limits", "european or chinese limits", "european")));
    }

    private static List<Limit> limits(String word) {
      return switch (word) {
        case "european" -> Limit.european();
        case "chinese" -> Limit.chinese();
        default ->
            throw new SettingException(
                "setting 'environment.exceedance.limits' is '"
                    + word
                    + "': expected european or chinese");
      };
    }
  }

  private ExceedanceJob() {}

  public static void main(String[] args) throws Exception {
    var config = Config.from(args);
    var city = City.connect(config, NAME);
    var settings = Settings.from(config);
    if (city.isHelp(config)) {
      return;
    }
    wire(city, settings);
    city.run();
  }

  static void wire(City city, Settings settings) {
    var pollutants = settings.limits().stream().map(Limit::pollutant).toList();
    var readings = city.observations(pollutants);
    city.alert(
        settings.limits().stream().map(limit -> watch(city, settings, readings, limit)).toList());
  }

  private static DataStream<Alert> watch(
      City city, Settings settings, DataStream<Observation> readings, Limit limit) {
    return city.detect(
        new Rule("environment.exceedance-" + limit.word(), "2", Domain.ENVIRONMENT),
        readings,
        reading -> reading.city() + "/" + reading.feed() + "/" + reading.feature(),
        EventTime.ofObservations(),
        settings.lateness(),
        zone -> Exceedance.of(limit),
        Exceedance.Memory.class);
  }
}
