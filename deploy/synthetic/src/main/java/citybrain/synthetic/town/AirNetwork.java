package citybrain.synthetic.town;

import citybrain.synthetic.chance.Chance;
import citybrain.synthetic.contract.SyntheticSettings;
import citybrain.synthetic.ground.Spot;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The stations that measure the air, spread over the districts. */
public final class AirNetwork {

  private final List<String> names;
  private final List<Spot> spots;

  AirNetwork(SyntheticSettings settings, Mosaic districts, Chance chance) {
    int stations = Math.min(districts.size(), settings.grown(12, 0.5, 4));
    var sites =
        IntStream.range(0, stations).map(i -> site(i, stations, districts)).boxed().toList();
    this.names = sites.stream().map(AirNetwork::name).toList();
    this.spots =
        sites.stream()
            .map(
                site ->
                    districts
                        .ground()
                        .at(
                            districts.centreU(site) + shift(chance, site, 1, districts.columns()),
                            districts.centreV(site) + shift(chance, site, 2, districts.rows())))
            .toList();
  }

  private static int site(int station, int stations, Mosaic districts) {
    return (int) ((long) station * districts.size() / stations);
  }

  private static String name(int site) {
    return PlaceNames.district(site).replace(" ", "");
  }

  private static double shift(Chance chance, int site, int lot, int cells) {
    return 0.5 * (chance.uniform(site, lot) - 0.5) / cells;
  }

  public int stations() {
    return names.size();
  }

  public String station(int station) {
    return names.get(station);
  }

  public Spot spot(int station) {
    return spots.get(station);
  }

  /** Stations from near to far, the station itself first. */
  public List<Integer> nearest(int station, int most) {
    return IntStream.range(0, stations())
        .boxed()
        .sorted(Comparator.comparingDouble(other -> spot(other).metresTo(spot(station))))
        .limit(most)
        .toList();
  }
}
