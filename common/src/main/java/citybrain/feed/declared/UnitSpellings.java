package citybrain.feed.declared;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How units are printed that have another code in UCUM: rows may use them, messages know them. */
final class UnitSpellings {

  private static final Map<String, String> ALL = new LinkedHashMap<>();

  static {
    ALL.put("\u00B5g/m3", "ug/m3");
    ALL.put("\u03BCg/m3", "ug/m3");
    for (var micro : new String[] {"\u00B5g", "\u03BCg", "ug"}) {
      ALL.put(micro + "/m\u00B3", "ug/m3");
      ALL.put(micro + "/m^3", "ug/m3");
    }
    ALL.put("mg/m\u00B3", "mg/m3");
    ALL.put("mg/m^3", "mg/m3");
    ALL.put("ng/m\u00B3", "ng/m3");
    ALL.put("g/m\u00B3", "g/m3");
    ALL.put("ppb", "[ppb]");
    ALL.put("ppm", "[ppm]");
    ALL.put("\u00B0C", "Cel");
    ALL.put("degC", "Cel");
    ALL.put("\u00B0F", "[degF]");
    ALL.put("degF", "[degF]");
    ALL.put("F", "[degF]");
    ALL.put("psi", "[psi]");
    ALL.put("mH2O", "m[H2O]");
    ALL.put("mmHg", "mm[Hg]");
    ALL.put("inHg", "[in_i'Hg]");
    ALL.put("ft", "[ft_i]");
    ALL.put("in", "[in_i]");
    ALL.put("mi", "[mi_i]");
    ALL.put("mph", "[mi_i]/h");
    ALL.put("mi/h", "[mi_i]/h");
    ALL.put("kn", "[kn_i]");
    ALL.put("kt", "[kn_i]");
    ALL.put("kmh", "km/h");
    ALL.put("km/hr", "km/h");
    ALL.put("kph", "km/h");
    ALL.put("Wh", "W.h");
    ALL.put("kWh", "kW.h");
    ALL.put("MWh", "MW.h");
    ALL.put("GWh", "GW.h");
    ALL.put("l/s", "L/s");
    ALL.put("lps", "L/s");
    ALL.put("LPS", "L/s");
    ALL.put("l/min", "L/min");
    ALL.put("l/h", "L/h");
    ALL.put("m\u00B3/s", "m3/s");
    ALL.put("m\u00B3/h", "m3/h");
    ALL.put("m\u00B3/d", "m3/d");
    ALL.put("gpm", "[gal_us]/min");
    ALL.put("GPM", "[gal_us]/min");
    ALL.put("gal/min", "[gal_us]/min");
    ALL.put("gpd", "[gal_us]/d");
    ALL.put("gal/d", "[gal_us]/d");
    ALL.put("MGD", "10*6.[gal_us]/d");
    ALL.put("mgd", "10*6.[gal_us]/d");
    ALL.put("IMGD", "10*6.[gal_br]/d");
    ALL.put("cfs", "[cft_i]/s");
    ALL.put("CFS", "[cft_i]/s");
    ALL.put("ft3/s", "[cft_i]/s");
    ALL.put("AFD", "[acr_us].[ft_us]/d");
    ALL.put("acre-ft/d", "[acr_us].[ft_us]/d");
    ALL.put("gal", "[gal_us]");
    ALL.put("acre-foot", "[acr_us].[ft_us]");
    ALL.put("acre-ft", "[acr_us].[ft_us]");
    ALL.put("af", "[acr_us].[ft_us]");
    ALL.put("W/m\u00B2", "W/m2");
    ALL.put("W/m^2", "W/m2");
    ALL.put("dBA", "dB");
    ALL.put("dB(A)", "dB");
    ALL.put("dB SPL", "dB[SPL]");
    ALL.put("\u00B0", "deg");
    ALL.put("pH", "[pH]");
    ALL.put("\u00B5S/cm", "uS/cm");
    ALL.put("\u03BCS/cm", "uS/cm");
    ALL.put("mg/l", "mg/L");
  }

  private UnitSpellings() {}

  /** The spellings of these codes. */
  static Map<String, String> of(Collection<String> codes) {
    var some = new LinkedHashMap<String, String>();
    ALL.forEach(
        (spelling, code) -> {
          if (codes.contains(code)) {
            some.put(spelling, code);
          }
        });
    return some;
  }

  /** The code of a spelling. */
  static Optional<String> code(String spelling) {
    return Optional.ofNullable(ALL.get(spelling));
  }
}
