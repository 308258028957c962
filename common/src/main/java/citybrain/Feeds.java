package citybrain;

import citybrain.energy.feeds.meterreadings.MeterReadingsFeed;
import citybrain.energy.feeds.transformertotals.TransformerTotalsFeed;
import citybrain.environment.feeds.citypulseweather.CityPulseWeatherFeed;
import citybrain.environment.feeds.prsaair.PrsaAirFeed;
import citybrain.feed.FeedKind;
import citybrain.feed.feeds.jsonlines.DeclaredJsonFeed;
import citybrain.feed.feeds.table.DeclaredTableFeed;
import citybrain.transport.feeds.citypulseparking.CityPulseParkingFeed;
import citybrain.transport.feeds.citypulsetraffic.CityPulseTrafficFeed;
import citybrain.transport.feeds.gtfsrttripupdates.TripUpdatesFeed;
import citybrain.transport.feeds.gtfsrtvehiclepositions.VehiclePositionsFeed;
import citybrain.water.feeds.battledimscada.BattledimScadaFeed;
import java.util.List;
import java.util.Optional;

/** Everything the city can read, one line per feed. */
public final class Feeds {

  public static final List<FeedKind> ALL =
      List.of(
          new CityPulseTrafficFeed(),
          new CityPulseParkingFeed(),
          new CityPulseWeatherFeed(),
          new BattledimScadaFeed(),
          new MeterReadingsFeed(),
          new TransformerTotalsFeed(),
          new PrsaAirFeed(),
          new VehiclePositionsFeed(),
          new TripUpdatesFeed(),
          new DeclaredTableFeed(),
          new DeclaredJsonFeed());

  private Feeds() {}

  /** The kind with this name. */
  public static Optional<FeedKind> find(String name) {
    return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
  }
}
