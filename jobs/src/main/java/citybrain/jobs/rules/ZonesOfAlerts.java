package citybrain.jobs.rules;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertZones;
import citybrain.jobs.cities.Cities;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Tells in which zones of its city each alert lies. */
final class ZonesOfAlerts extends RichMapFunction<Alert, Alert> {

  private static final long serialVersionUID = 1L;

  private final Cities cities;
  private transient Map<String, AlertZones> byCity;

  @SuppressWarnings("NullAway") // the engine calls open before anything else
  ZonesOfAlerts(Cities cities) {
    this.cities = cities;
  }

  @Override
  public void open(OpenContext context) {
    byCity =
        cities.zones().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, city -> new AlertZones(city.getValue().indexes())));
  }

  @Override
  public Alert map(Alert alert) {
    var zones = byCity.get(alert.city());
    return zones == null ? alert : zones.place(alert);
  }
}
