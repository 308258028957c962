package citybrain.feed;

import citybrain.geo.BoundingBox;
import citybrain.geo.Crs;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * All a feed needs to know to read one origin of one city.
 *
 * @param feed the name of the feed in the city file, for example {@code traffic}
 * @param zone the zone whose wall clock the origin writes
 * @param shiftWeeks whole weeks added to local times so that recordings of different years share
 *     one clock
 * @param crs in which the reference data of this feed is written
 * @param options the remaining keys of the feed in the city file
 * @param declaration all of its keys and blocks; empty when it was not read from a city file
 * @param bounds of the city; empty likewise
 */
public record FeedSetup(
    String city,
    String feed,
    ZoneId zone,
    int shiftWeeks,
    Crs crs,
    Map<String, String> options,
    ReferenceFiles files,
    Optional<Declaration> declaration,
    Optional<BoundingBox> bounds) {

  /** A setup of options alone. */
  public FeedSetup(
      String city,
      String feed,
      ZoneId zone,
      int shiftWeeks,
      Crs crs,
      Map<String, String> options,
      ReferenceFiles files) {
    this(city, feed, zone, shiftWeeks, crs, options, files, Optional.empty(), Optional.empty());
  }

  public Optional<String> option(String key) {
    return Optional.ofNullable(options.get(key));
  }

  /** Whether its features have pseudonyms: no message may name one as its origin does. */
  public boolean hasPseudonyms() {
    return declaration.map(feed -> feed.has("pseudonyms")).orElse(false);
  }

  /** A name of a feature, or what may be one, in a message. */
  public String quoted(String name) {
    return hasPseudonyms()
        ? "(not shown, as the feed has pseudonyms)"
        : "'" + PlainText.of(name) + "'";
  }

  /** A moment of the origin on the city's clock: whole weeks later by the clock on the wall. */
  public Instant shifted(Instant origin) {
    return shiftWeeks == 0 ? origin : origin.atZone(zone).plusWeeks(shiftWeeks).toInstant();
  }

  /** An option that must be there. */
  public String require(String key) {
    return option(key)
        .orElseThrow(
            () ->
                new SettingException(
                    "feed '" + feed + "' of city '" + city + "' needs the key '" + key + "'"));
  }
}
