package citybrain.jobs.ingest;

import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Config;
import citybrain.jobs.runtime.StreamingJob;
import citybrain.jobs.runtime.Types;

/** Raw messages of all feeds in, observations and rejections out. */
@StreamingJob(IngestJob.NAME)
public final class IngestJob {

  static final String NAME = "ingest";

  private IngestJob() {}

  public static void main(String[] args) throws Exception {
    var config = Config.from(args);
    var city = City.connect(config, NAME);
    if (city.isHelp(config)) {
      return;
    }
    wire(city);
    city.run();
  }

  static void wire(City city) {
    var decoded =
        city.rawMessages()
            .keyBy(message -> message.city() + "/" + message.feed())
            .transform("decode feeds", Types.OUTGOING, new IngestOperator(city.cities().feeds()))
            .uid("decode-feeds");
    city.write(decoded);
  }
}
