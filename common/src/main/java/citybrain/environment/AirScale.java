package citybrain.environment;

import java.util.OptionalInt;

/** One column of the table of an index: what a concentration of one pollutant amounts to. */
interface AirScale {

  /**
   * The sub-index.
   *
   * @param concentration ug/m3; below zero is the noise of clean air
   * @return empty when the column says nothing of it
   */
  OptionalInt value(double concentration);

  /**
   * Above which concentration the air is of this level or worse, ug/m3; NaN where the column does
   * not reach it.
   *
   * @param level from 2 on
   */
  double border(int level);
}
