package citybrain.local.report;

import citybrain.alerting.AlertBurden;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** What a control room has to bear, for programs. */
public final class BurdenJson {

  private BurdenJson() {}

  /** Adds all figures to a node. */
  public static void add(ObjectNode node, AlertBurden.Load load) {
    node.put("opened", load.opened())
        .put("a_day", load.aDay())
        .put("in_ten_minutes", load.inTenMinutes())
        .put("peak_in_ten_minutes", load.peak())
        .put("flood_share", load.floodShare())
        .put("loudest_ten_share", load.loudestShare())
        .put("sources", load.sources())
        .put("chattering_sources", load.chattering())
        .put("stale", load.stale())
        .put("band", load.verdict().name().toLowerCase(Locale.ROOT));
  }
}
