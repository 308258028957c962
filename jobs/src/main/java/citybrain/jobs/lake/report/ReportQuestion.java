package citybrain.jobs.lake.report;

import citybrain.jobs.lake.summary.ArchivedReading;
import citybrain.jobs.lake.summary.Districts;
import citybrain.observation.ObservedProperty;
import citybrain.reports.CityReport;
import citybrain.reports.Fold;
import citybrain.reports.LakeReading;
import citybrain.reports.Period;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What a report asks. */
record ReportQuestion(ReportSettings settings, Period period) implements LakeQuestion {

  private static final long serialVersionUID = 1L;

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
    return settings.wanted().properties();
  }

  @Override
  public boolean wants(ArchivedReading row) {
    return true;
  }

  @Override
  public Function<LakeReading, List<String>> grouping() {
    return report()::groups;
  }

  @Override
  public boolean wantsDistricts() {
    return true;
  }

  @Override
  public boolean tellsProceduresApart() {
    return settings.wanted().tellsProceduresApart();
  }

  @Override
  public Function<String, GroupFold> folds() {
    var report = report();
    return group -> fold(report.fold(group, period));
  }

  /** Of the city that is asked about. */
  private CityReport report() {
    return settings.wanted().along(Districts.cityFile(settings.city()).corridors());
  }

  private static GroupFold fold(Fold fold) {
    return new GroupFold() {
      @Override
      public void add(LakeReading reading) {
        fold.add(reading);
      }

      @Override
      public List<ReportLine> lines() {
        return fold.rows().stream().map(ReportLine::of).toList();
      }
    };
  }
}
