package citybrain.cityfile;

import citybrain.feed.Declaration;
import citybrain.feed.Feed;
import citybrain.feed.FeedKind;
import citybrain.feed.FeedSetup;
import citybrain.feed.Lanes;
import citybrain.feed.PseudonymTerms;
import citybrain.feed.ReferenceFiles;
import citybrain.feed.SettingException;
import citybrain.geo.Crs;
import citybrain.observation.ObservedProperty;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * A feed as the city file declares it.
 *
 * @param source where its recorded data lie, see {@link SourcePattern}; empty when they are
 *     generated or sent
 * @param poll where it is fetched from while it lives; empty when it is not fetched
 * @param clock a remark on the times of the origin: the column, or what they mean
 * @param zone the zone whose wall clock the origin writes; that of the city unless said otherwise
 * @param shiftWeeks whole weeks added to local times, so that weekday and hour stay
 * @param crs an EPSG code for its reference data
 * @param lateness how late its records may come
 * @param interval how far apart the readings of one feature are, zero when nothing is said of it:
 *     aggregates have no windows that are shorter
 * @param overlap the event time over which it may tell the same again: what comes again is
 *     recognised
 * @param corrected whether another value that it tells for the same time replaces the first: so
 *     where the overlap is declared
 * @param lanes over how many workers its series are spread
 * @param pseudonyms by which names its features are told; empty when by their own
 * @param placed true when it was not measured in this city but is shown as if
 * @param options the keys only its kind knows
 * @param declaration all of its keys and blocks as they stand in the file
 * @param place file and line of the declaration, for messages
 */
public record FeedSpec(
    String name,
    String kind,
    Optional<String> source,
    Optional<PollSpec> poll,
    Optional<String> clock,
    ZoneId zone,
    int shiftWeeks,
    String crs,
    Duration lateness,
    Duration interval,
    Duration overlap,
    boolean corrected,
    Lanes lanes,
    Optional<PseudonymTerms> pseudonyms,
    boolean placed,
    Optional<String> origin,
    Optional<String> licence,
    Map<String, String> options,
    Declaration declaration,
    String place) {

  /** How far apart its readings of a property are: as it says, or else as the property does. */
  public Duration interval(ObservedProperty property) {
    return interval.isZero() ? property.interval() : interval;
  }

  /** What a decoder of this feed must know. */
  public FeedSetup setup(CityFile city, ReferenceFiles files) {
    return new FeedSetup(
        city.city(),
        name,
        zone,
        shiftWeeks,
        crsSystem(),
        options,
        files,
        Optional.of(declaration),
        Optional.of(city.bounds()));
  }

  private Crs crsSystem() {
    try {
      return Crs.of(crs);
    } catch (IllegalArgumentException e) {
      throw new SettingException(place + ": feeds." + name + ".crs: " + e.getMessage());
    }
  }

  /**
   * Opens the decoder of this feed.
   *
   * @throws SettingException what the kind complained about, with file and line of this feed
   */
  public Feed open(FeedKind opener, CityFile city, ReferenceFiles files) {
    var setup = setup(city, files);
    try {
      return opener.open(setup);
    } catch (SettingException e) {
      throw new SettingException(place + ": feeds." + name + ": " + e.getMessage());
    }
  }

  /** Where its records lie, ready to match files. */
  public Optional<SourcePattern> sourcePattern() {
    return source.map(SourcePattern::parse);
  }
}
