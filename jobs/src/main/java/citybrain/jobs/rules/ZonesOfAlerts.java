package citybrain.jobs.rules;

import citybrain.alerting.Alert;
import citybrain.alerting.AlertZones;
import citybrain.jobs.cities.Cities;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells in which zones of its city each alert lies. Zones are read for the first alert: a start
 * does not wait for shapes that only alerts need, and ingest has refused them by then if they are
 * wrong.
 */
final class ZonesOfAlerts extends RichMapFunction<Alert, Alert> {

  private static final long serialVersionUID = 1L;

  private final Cities cities;
  private transient @Nullable Map<String, AlertZones> byCity;

  ZonesOfAlerts(Cities cities) {
    this.cities = cities;
  }

  @Override
  public Alert map(Alert alert) {
    var known = byCity;
    if (known == null) {
      known = read();
      byCity = known;
    }
    var zones = known.get(alert.city());
    return zones == null ? alert : zones.place(alert);
  }

  private Map<String, AlertZones> read() {
    return cities.zones().entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, city -> new AlertZones(city.getValue().indexes())));
  }
}
