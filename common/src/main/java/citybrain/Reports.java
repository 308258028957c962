package citybrain;

import citybrain.energy.report.EnergyReport;
import citybrain.environment.AirReport;
import citybrain.reports.CityReport;
import citybrain.transport.report.TrafficReport;
import citybrain.transport.report.TransitReport;
import citybrain.water.report.WaterBalance;
import java.util.List;
import java.util.Optional;

/** Every report that can be made of the lake, one line each. */
public final class Reports {

  public static final List<CityReport> ALL =
      List.of(
          new EnergyReport(),
          new AirReport(),
          new WaterBalance(),
          new TrafficReport(),
          new TransitReport());

  private Reports() {}

  /** The report of this name. */
  public static Optional<CityReport> find(String name) {
    return ALL.stream().filter(report -> report.name().equals(name)).findFirst();
  }
}
