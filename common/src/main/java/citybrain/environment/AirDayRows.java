package citybrain.environment;

import citybrain.observation.ObservedProperty;
import citybrain.reports.Measure;
import citybrain.reports.ReportFigure;
import citybrain.reports.ReportRows;
import citybrain.reports.Span;
import java.util.HashMap;
import java.util.Optional;

/** What is said of one day: its means, its indices, and which limits it passed. */
record AirDayRows(AirDay air, long[] estimated, ReportRows rows, AirYears years) {

  /** Three quarters, as Directive 2008/50/EC Annex XI asks for. */
  private static final int FEWEST = 18;

  /** As HJ 633 asks for. */
  private static final int FEWEST_CHINESE = 20;

  private static final int BAD = 100;

  void add() {
    for (var pollutant : AirHours.POLLUTANTS) {
      double mean = air.mean(pollutant, FEWEST);
      if (Double.isFinite(mean)) {
        int hours = air.hours(pollutant);
        var figure =
            ReportFigure.of(mean, hours, (double) hours / air.length())
                .without(estimated[AirHours.POLLUTANTS.indexOf(pollutant)]);
        rows.add(Span.DAY, air.day(), AirReport.MEAN, pollutant.name(), figure);
        years.mean(air.day(), pollutant, mean);
      }
    }
    var means = new HashMap<ObservedProperty, Double>();
    for (var pollutant : AirHours.POLLUTANTS) {
      means.put(
          pollutant,
          pollutant == ObservedProperty.OZONE
              ? air.largestEight(pollutant, FEWEST_CHINESE)
              : air.mean(pollutant, FEWEST_CHINESE));
    }
    index(AirReport.CHINA, "china", ChinaAir.ofDay(means, air.day()));
    index(AirReport.US, "us", UsAir.ofDay(air));
    european();
    for (var law : Limit.Law.values()) {
      for (var limit : Limit.all(law, air.day())) {
        if (limit.hoursInRow() == 1) {
          judge(law + " " + limit.word(), limit);
        }
      }
    }
  }

  private void index(Measure measure, String name, Optional<AirQualityIndex> index) {
    index.ifPresent(
        found -> {
          var about = found.responsible().map(ObservedProperty::name).orElse("");
          int known = found.subs().size();
          double share = (double) known / AirHours.POLLUTANTS.size();
          rows.add(
              Span.DAY, air.day(), measure, about, ReportFigure.of(found.value(), known, share));
          years.index(air.day(), name, found.value() > BAD);
        });
  }

  private void european() {
    int worst = 0;
    int known = 0;
    for (int hour = 0; hour < air.length(); hour++) {
      var index = EuropeanAir.of(air.hour(hour));
      known += index.isPresent() ? 1 : 0;
      worst = Math.max(worst, index.map(AirQualityIndex::level).orElse(0));
    }
    if (known >= FEWEST) {
      double share = (double) known / air.length();
      rows.add(Span.DAY, air.day(), AirReport.EUROPE, "", ReportFigure.of(worst, known, share));
    }
  }

  private void judge(String name, Limit limit) {
    double value =
        switch (limit.averagingHours()) {
          case 1 -> air.largestHour(limit.pollutant(), FEWEST);
          case 8 -> air.largestEight(limit.pollutant(), FEWEST);
          default -> air.mean(limit.pollutant(), FEWEST);
        };
    if (Double.isFinite(value)) {
      years.limit(air.day(), name, value > limit.limit());
    }
  }
}
