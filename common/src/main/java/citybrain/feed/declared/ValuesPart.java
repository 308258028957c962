package citybrain.feed.declared;

import citybrain.feed.RegisterRange;
import citybrain.feed.table.SeriesColumns;
import citybrain.observation.ObservedProperty;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The part of a feed that says which fields are values of what. */
interface ValuesPart extends RowPart {

  /**
   * Which columns tell series apart.
   *
   * @param feature the column of the feature, empty when there is none
   */
  SeriesColumns series(String feature);

  /** What the values mean. */
  List<Measured> measured();

  @Override
  default Set<ObservedProperty> properties() {
    return measured().stream().map(Measured::property).collect(Collectors.toUnmodifiableSet());
  }

  /** The values that are readings of registers, by what they measure. */
  default List<RegisterRange> registers() {
    return measured().stream().flatMap(one -> one.range().stream()).distinct().toList();
  }
}
