package citybrain.jobs.ingest;

import citybrain.jobs.kafka.Types;
import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.CityJob;
import citybrain.jobs.runtime.StreamingJob;

/** Raw messages of all feeds in, observations and rejections out. */
@StreamingJob("ingest")
public final class IngestJob implements CityJob {

  public static void main(String[] args) throws Exception {
    CityJob.run(new IngestJob(), args);
  }

  @Override
  public void wire(City city) {
    var decoded =
        city.rawRecords()
            .keyBy(record -> record.message().city() + "/" + record.message().feed())
            .transform("decode feeds", Types.OUTGOING, new IngestOperator(city.cities().feeds()))
            .uid("decode-feeds");
    city.write(decoded);
  }
}
