package citybrain.environment;

import citybrain.observation.ObservedProperty;
import citybrain.reports.CityReport;
import citybrain.reports.Fold;
import citybrain.reports.LakeReading;
import citybrain.reports.Measure;
import citybrain.reports.Method;
import citybrain.reports.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How good the air was on each day by three indices, on how many days limits were passed, and how
 * the air changed from year to year; of each station, each district and the whole city, of which
 * the latter two have the mean of their stations, hour by hour.
 *
 * <p>Formula: see the measures in {@link #method}.
 *
 * <p>Source: HJ 633-2012 and HJ 633-2026 (Chinese index of a day), 40 CFR 58 Appendix G and
 * EPA-454/B-24-002 (US index), ETC HE Report 2024/17 (European index), limits as {@link Limit}
 * names them.
 *
 * <p>It cannot see whether the weather or people changed the air: years differ by both. Laws judge
 * stations, not the means of districts.
 */
public final class AirReport implements CityReport {

  static final String STATION = "station";
  static final String CITY = "city/all";

  static final Measure MEAN =
      new Measure(
          "mean",
          "mean",
          "ug/m3",
          "of a day the mean of its hours, of which 18 must be measured (count: hours); of a month"
              + " and a year the mean of its days (count: days)");
  static final Measure CHANGE =
      new Measure(
          "change",
          "change",
          "ug/m3",
          "mean over the months that both years know (count) of this year's monthly mean - last"
              + " year's; a month is known when three quarters of its days are; low and high: 95 %"
              + " interval by Student's t over these paired differences");
  static final Measure DAYS_ABOVE =
      new Measure(
          "days-above",
          "days above",
          "d",
          "days on which the limit that holds then was passed: by the mean of the day, by a mean of"
              + " eight hours that ends on it (of which six must be measured), or by an hour; count:"
              + " days that can be judged, of which 18 such means are known; nothing is rounded");
  static final Measure CHINA =
      Measure.unshown(
          "aqi-china",
          "1",
          "Chinese AQI of the day from means of 24 h with 20 measured hours and, of O3, the largest"
              + " eight hours that end on it; about: the primary pollutant; count: pollutants");
  static final Measure US =
      Measure.unshown(
          "aqi-us",
          "1",
          "US AQI of the day from the mean of 24 h of dust, the largest eight hours of O3 and CO that"
              + " end on it and the largest hour of NO2, SO2 and O3; about and count likewise");
  static final Measure EUROPE =
      Measure.unshown(
          "level-europe",
          "1",
          "European index, 1 to 6, of the worst hour of the day; count: hours that have one");
  static final Measure DAYS_BAD =
      new Measure(
          "days-bad",
          "days >100",
          "d",
          "days with an AQI above 100, by the index that it is about; count: days with an index");

  private static final Method METHOD =
      new Method(
          "Air quality of each day by the Chinese, US and European index, days above limits, and the"
              + " change from year to year, of stations, districts and the city (districts and city"
              + " by the mean of their stations in each hour). Readings that nobody measured are left"
              + " out and counted as estimated.",
          List.of(MEAN, CHANGE, DAYS_ABOVE, DAYS_BAD, CHINA, US, EUROPE),
          "HJ 633-2012 and HJ 633-2026; 40 CFR 58 Appendix G and EPA-454/B-24-002; ETC HE Report"
              + " 2024/17; limits of Directives 2008/50/EC and (EU) 2024/2881 and of GB 3095.",
          "whether the weather or people changed the air. Laws judge stations, not the means of"
              + " districts; months that follow each other are not quite independent, so that the"
              + " interval of a change is a little too narrow.");

  @Override
  public String name() {
    return "air-report";
  }

  @Override
  public Method method() {
    return METHOD;
  }

  @Override
  public Set<ObservedProperty> properties() {
    return Set.copyOf(AirHours.POLLUTANTS);
  }

  /** Of which the first day needs the last hours. */
  @Override
  public int daysBefore() {
    return 1;
  }

  /** Stations are many, and who looks for one finds it in the file. */
  @Override
  public boolean isShown(String layer) {
    return !layer.equals(STATION);
  }

  @Override
  public List<String> groups(LakeReading reading) {
    var groups = new ArrayList<>(List.of(STATION + '/' + reading.feature(), CITY));
    if (!reading.district().isEmpty()) {
      groups.add("district/" + reading.district());
    }
    return groups;
  }

  @Override
  public Fold fold(String group, Period period) {
    return new AirFold(group, period);
  }
}
