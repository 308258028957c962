package citybrain.bench.contender;

import citybrain.wire.BlockReader;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/** A reading for each zone around an observation. */
final class JsonZones extends RichFlatMapFunction<JsonReading, JsonZones.Zoned> {

  /** A POJO: Flink writes it field by field, without Kryo. */
  public static final class Zoned {
    public long zone;
    public int property;
    public double result;
  }

  private static final long serialVersionUID = 1L;

  private final String folder;

  private transient ZoneNumbers zones;

  /**
   * @param folder of the set
   */
  @SuppressWarnings("NullAway") // the engine calls open before anything else
  JsonZones(String folder) {
    this.folder = folder;
  }

  @Override
  public void open(OpenContext context) throws Exception {
    zones = ZoneNumbers.open(folder);
  }

  @Override
  public void flatMap(JsonReading reading, Collector<Zoned> out) {
    for (long zone : zones.around(place(reading))) {
      var zoned = new Zoned();
      zoned.zone = zone;
      zoned.property = SeriesCode.of(reading.code, reading.quality.isMeasured());
      zoned.result = reading.result;
      out.collect(zoned);
    }
  }

  private static long place(JsonReading reading) {
    return reading.longitude == null || reading.latitude == null
        ? BlockReader.NOWHERE
        : ZoneNumbers.place(reading.longitude, reading.latitude);
  }
}
