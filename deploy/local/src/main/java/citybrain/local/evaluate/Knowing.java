package citybrain.local.evaluate;

import java.util.Locale;

/** What rules know when the days begin on which they are judged. */
enum Knowing {
  /** Nothing. */
  COLD,
  /** The baselines of the days before. */
  TAUGHT,
  /** What they learned themselves as they ran through these days. */
  LIVED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
