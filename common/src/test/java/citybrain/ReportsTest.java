package citybrain;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.ObservedProperty;
import citybrain.reports.CityReport;
import citybrain.reports.Measure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the job and the command line take for granted of every report. */
class ReportsTest {

  static Iterable<CityReport> all() {
    return Reports.ALL;
  }

  /** Folders of other domains are not looked into. */
  @ParameterizedTest
  @MethodSource("all")
  void readsOneDomain(CityReport report) {
    assertThat(report.properties().stream().map(ObservedProperty::domain).distinct()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("all")
  void isFoundByItsName(CityReport report) {
    assertThat(report.name()).matches("[a-z]+(-[a-z]+)+");
    assertThat(Reports.find(report.name())).contains(report);
    assertThat(Reports.ALL.stream().map(CityReport::name)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void tellsItsMethod(CityReport report) {
    var method = report.method();
    assertThat(method.measures()).doesNotHaveDuplicates();
    assertThat(method.measures().stream().map(Measure::name)).doesNotHaveDuplicates();
    assertThat(method.measures())
        .allSatisfy(
            one -> {
              assertThat(one.unit()).isNotEmpty();
              assertThat(one.formula()).isNotEmpty().doesNotEndWith(".");
            });
    assertThat(method.paragraphs()).hasSize(method.measures().size() + 3);
    assertThat(method.what() + method.source()).endsWith(".");
    assertThat(method.blind()).endsWith(".");
  }
}
