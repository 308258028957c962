package citybrain.jobs.lake.report;

import citybrain.detection.Baseline;
import citybrain.detection.BaselineFold;
import citybrain.detection.CityCalendar;
import citybrain.detection.KnownHalfHours;
import citybrain.jobs.lake.summary.ArchivedReading;
import citybrain.observation.Domain;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Quality;
import citybrain.observation.SeriesKey;
import citybrain.reports.LakeReading;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is usual for each series of one domain.
 *
 * @param name of the city
 * @param calendar by which people there live
 */
record BaselineQuestion(
    BaselineSettings settings,
    String name,
    CityCalendar calendar,
    Domain domain,
    String version,
    Instant appliesFrom)
    implements LakeQuestion {

  private static final long serialVersionUID = 1L;
  private static final String MEASURED = Quality.GOOD.name();

  static Set<ObservedProperty> properties(Domain domain) {
    return Baseline.PROPERTIES.stream()
        .filter(property -> property.domain() == domain)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String city() {
    return settings.city();
  }

  @Override
  public String data() {
    return settings.data();
  }

  @Override
  public Set<ObservedProperty> properties() {
    return properties(domain);
  }

  /** What is in doubt teaches nothing. */
  @Override
  public boolean wants(ArchivedReading row) {
    return row.quality.equals(MEASURED);
  }

  /** A series each. */
  @Override
  public Function<LakeReading, List<String>> grouping() {
    return reading -> List.of(reading.property() + '/' + reading.series());
  }

  /** It is in the group already, and no region is asked for. */
  @Override
  public boolean wantsDistricts() {
    return false;
  }

  @Override
  public boolean tellsProceduresApart() {
    return false;
  }

  @Override
  public Function<String, GroupFold> folds() {
    var halfHours = new KnownHalfHours(calendar);
    return group -> new OfSeries(new BaselineFold(halfHours));
  }

  private final class OfSeries implements GroupFold {

    private final BaselineFold fold;
    private LakeReading last = new LakeReading("", "", "", "", "", 0, 0, true, "", null);

    OfSeries(BaselineFold fold) {
      this.fold = fold;
    }

    @Override
    public void add(LakeReading reading) {
      last = reading;
      fold.add(reading.time(), reading.result());
    }

    @Override
    public List<ReportLine> lines() {
      var property =
          properties().stream()
              .filter(one -> one.name().equals(last.property()))
              .findFirst()
              .orElseThrow();
      var series = new SeriesKey(name, last.feed(), last.feature(), property);
      return fold.learned(series, last.zone(), version, appliesFrom).stream()
          .map(learned -> ReportLine.of(LearnedSeries.of(learned)))
          .toList();
    }
  }
}
