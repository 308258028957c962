package citybrain.jobs.lake.summary;

import citybrain.cityfile.CityFile;
import citybrain.cityfile.FeedSpec;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a reader of the lake must know to show a city honestly: its name and clock, whether it is
 * made up, which feeds are only placed in it, and whom to name. Stands in the footer of summaries.
 */
public final class CityCard {

  public static final String KEY = "citybrain.city";

  private static final ObjectMapper JSON = new ObjectMapper();

  private CityCard() {}

  public static String json(CityFile city) {
    var card = JSON.createObjectNode();
    card.put("city", city.city());
    card.put("name", city.name());
    card.put("time_zone", city.timeZone().getId());
    card.put("synthetic", city.synthetic());
    card.put("note", city.note().orElse(""));
    var box = city.bounds();
    card.putArray("bounding_box").add(box.west()).add(box.south()).add(box.east()).add(box.north());
    var feeds = card.putObject("feeds");
    city.feeds().forEach(feed -> describe(feeds.putObject(feed.name()), feed));
    return card.toString();
  }

  private static void describe(ObjectNode card, FeedSpec feed) {
    card.put("kind", feed.kind());
    card.put("placed", feed.placed());
    card.put("shift_weeks", feed.shiftWeeks());
    card.put("origin", feed.origin().orElse(""));
    card.put("licence", feed.licence().orElse(""));
  }
}
