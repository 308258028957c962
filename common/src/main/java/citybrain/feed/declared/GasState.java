package citybrain.feed.declared;

/**
 * Temperature and pressure at which parts of a gas ([ppb]) are counted as its mass (ug/m3). EU law
 * counts at 293 K and 101.3 kPa (2008/50/EC, annex VI B), the US EPA at 25 Cel and 760 mm[Hg] (40
 * CFR 50.3): 1.7 % apart.
 *
 * @param celsius of the air
 * @param hectopascals of the air
 */
public record GasState(double celsius, double hectopascals) {

  public static final GasState EU = new GasState(20, 1013.25);

  /** The molar gas constant, J/(mol K): exact since 2019 (SI brochure, 9th edition). */
  private static final double GAS_CONSTANT = 8.31446261815324;

  private static final double ZERO_CELSIUS = 273.15;

  double litresPerMole() {
    return 1000 * GAS_CONSTANT * (celsius + ZERO_CELSIUS) / (100 * hectopascals);
  }
}
