package citybrain.environment;

import citybrain.observation.ObservedProperty;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How good the air of one station is, by one index: as good as its worst pollutant. What was not
 * measured can only make it worse, so of a station with few pollutants this is the least it can be.
 *
 * @param by whose index
 * @param subs of the pollutants that say something, the worst first; never empty
 */
record AirQualityIndex(AirIndex by, List<SubIndex> subs) {

  private static final Comparator<SubIndex> WORST_FIRST =
      Comparator.comparingInt(SubIndex::value)
          .thenComparingDouble(SubIndex::excess)
          .reversed()
          .thenComparing(SubIndex::pollutant);

  /** Of these sub-indices; empty when there is none. */
  static Optional<AirQualityIndex> of(AirIndex by, Collection<SubIndex> subs) {
    return subs.isEmpty()
        ? Optional.empty()
        : Optional.of(new AirQualityIndex(by, subs.stream().sorted(WORST_FIRST).toList()));
  }

  SubIndex worst() {
    return subs.get(0);
  }

  int value() {
    return worst().value();
  }

  /** From 1, the best, to 6. */
  int level() {
    return worst().level();
  }

  String category() {
    return by.category(level());
  }

  /**
   * The pollutant that the index names as the one to blame; of several that are equal, the one that
   * is furthest into its level. The Chinese index names none up to 50.
   */
  Optional<ObservedProperty> responsible() {
    return by == AirIndex.CHINA && value() <= ChinaAir.NONE_TO_BLAME
        ? Optional.empty()
        : Optional.of(worst().pollutant());
  }

  /** What it says of one pollutant, if that was measured. */
  Optional<SubIndex> find(ObservedProperty pollutant) {
    return subs.stream().filter(sub -> sub.pollutant() == pollutant).findFirst();
  }
}
