package citybrain.reports;

import citybrain.observation.ObservedProperty;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Answers a question that a city asks about days that are over. Readings are put into groups, and
 * the readings of each group are folded in the order of their times: {@link Fold}.
 */
public interface CityReport {

  /** The same report of a city that has these corridors. */
  default CityReport along(List<Corridor> corridors) {
    return this;
  }

  /**
   * What a city asks for and the lake could not say, a line each for people.
   *
   * @param rows all that is said
   */
  default List<String> unsaid(Collection<ReportRow> rows) {
    return List.of();
  }

  /** Names it on the command line and in the lake. */
  String name();

  Method method();

  /** What it reads, all of one domain. */
  Set<ObservedProperty> properties();

  /** How many days before the period are read as well, of which nothing is said. */
  default int daysBefore() {
    return 0;
  }

  /** Whether zones of this layer are shown to people; all are in the file. */
  default boolean isShown(String layer) {
    return true;
  }

  /** Whether it holds days before a change against those from it on, where that is asked. */
  default boolean saysWhatChanged() {
    return false;
  }

  /**
   * Whether it asks by which procedure something was observed, and where. What differs in each
   * reading makes it slower.
   */
  default boolean tellsProceduresApart() {
    return false;
  }

  /**
   * The groups that a reading belongs to, as {@code layer/zone}; none when it is of no use. They
   * are asked for once for all readings with the same feed, feature, property, zone and district:
   * procedure, place, time and value have no part in it.
   */
  List<String> groups(LakeReading reading);

  /** A new fold for a group. */
  Fold fold(String group, Period period);
}
