package citybrain.local.evaluate;

import java.util.List;
import java.util.SortedMap;

/** How good alarms are, by one published rule. Alarms are by timeline. */
interface Scoring {

  /** What the value is, in a few words. */
  String measure();

  /** The larger the better. */
  double value(List<List<Alarm>> alarms);

  /** What else is to be known of them, by name. */
  SortedMap<String, Double> figures(List<List<Alarm>> alarms);

  /** The most telling of it in a few words. */
  String detail(List<List<Alarm>> alarms);

  /**
   * Whether an alarm that never ends costs something here: where only recall counts it does not.
   */
  default boolean mindsConstantAlarm() {
    return true;
  }

  /**
   * Whether it only counts which timeline alarms are on, not when they are: then chance puts them
   * on others.
   */
  default boolean isOfWhichNotWhen() {
    return false;
  }
}
