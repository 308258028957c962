package citybrain.energy.report;

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
 * Load curves, peaks and the factors that networks are planned by, of each transformer and
 * district, and what is lost between a transformer and its meters; by day and month.
 *
 * <p>Formula: with x(m, h) the energy of meter m in hour h, which is its mean power in that hour,
 * and X(h) their sum: load factor = mean of X / largest X; coincidence factor = largest X / sum
 * over m of the largest x(m); loss = carried by the transformer - X, over the hours in which it and
 * all of its meters spoke. The demand interval is one hour of the local day, so that meters that
 * tell quarters, halves and whole hours add up.
 *
 * <p>Source: T. Gönen, Electric Power Distribution Engineering, chapter 2 (load factor, coincidence
 * factor, demand interval).
 *
 * <p>It cannot see peaks shorter than an hour, meters that have not spoken in the period yet, or
 * why energy is lost.
 */
public final class EnergyReport implements CityReport {

  static final String METERS = "meters";
  static final String TRANSFORMERS = "transformers";
  static final String TRANSFORMER_LAYER = "transformer";

  static final Measure LOAD =
      Measure.unshown(
          "load",
          "kW",
          "X(h), the sum over the meters of their mean power in an hour of the local day; count: of"
              + " meters, coverage: their share of those that are known");
  static final Measure ENERGY =
      new Measure(
          "energy",
          "kWh",
          "kW.h",
          "sum of X(h); count: of hours in which at least 95 % of the meters that are known spoke"
              + " for the whole of it, as in all that follows; nothing is filled in");
  static final Measure PEAK =
      new Measure(
          "peak-load", "peak kW", "kW", "largest X(h); at: the beginning of its first hour");
  static final Measure LOAD_FACTOR =
      new Measure("load-factor", "load f.", "1", "mean of X(h) / largest X(h)");
  static final Measure COINCIDENCE =
      new Measure(
          "coincidence-factor",
          "coinc. f.",
          "1",
          "largest X(h) / sum over the meters of their own largest hour, of two meters and more");
  static final Measure LOSS =
      new Measure(
          "loss",
          "loss kWh",
          "kW.h",
          "energy of the transformer - energy of its meters; count: of hours in which it and all of"
              + " its meters spoke");
  static final Measure LOSS_SHARE =
      new Measure("loss-share", "lost", "1", "loss / energy of the transformer in the same hours");

  private static final Method METHOD =
      new Method(
          "Load curves, peaks, load and coincidence factors of transformers and districts, and what"
              + " is lost behind each transformer, by day and month. Readings that nobody measured"
              + " are left out and counted as estimated.",
          List.of(LOAD, ENERGY, PEAK, LOAD_FACTOR, COINCIDENCE, LOSS, LOSS_SHARE),
          "T. Gönen, Electric Power Distribution Engineering, chapter 2 (load factor, coincidence"
              + " factor, demand interval); the demand interval here is one hour.",
          "peaks shorter than an hour, meters that have not spoken in the period yet, or why energy"
              + " is lost.");

  @Override
  public String name() {
    return "energy-report";
  }

  @Override
  public Method method() {
    return METHOD;
  }

  @Override
  public Set<ObservedProperty> properties() {
    return Set.of(ObservedProperty.ELECTRIC_ENERGY, ObservedProperty.TRANSFORMER_ENERGY);
  }

  @Override
  public List<String> groups(LakeReading reading) {
    var groups = new ArrayList<String>();
    var transformer = reading.zoneOf(TRANSFORMER_LAYER);
    if (!transformer.isEmpty()) {
      groups.add(TRANSFORMER_LAYER + '/' + transformer);
    }
    if (!reading.district().isEmpty()) {
      groups.add("district/" + reading.district());
    }
    return groups;
  }

  @Override
  public Fold fold(String group, Period period) {
    return new EnergyFold(group, period);
  }
}
