package citybrain.jobs.lake.report;

import citybrain.detection.Baseline;
import citybrain.detection.BaselineFold;
import citybrain.detection.CityCalendar;
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

  @Override
  public GroupFold fold(String group) {
    return new OfSeries();
  }

  private final class OfSeries implements GroupFold {

    private final BaselineFold fold = new BaselineFold(calendar);
    private LakeReading last = new LakeReading("", "", "", "", "", 0, 0, true);

    @Override
    public void add(LakeReading reading) {
      last = reading;
      fold.add(Instant.ofEpochMilli(reading.time()), reading.result());
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
          .flatMap(one -> one.slots().stream().map(slot -> BaselineRow.of(one, slot)))
          .map(ReportLine::of)
          .toList();
    }
  }
}
