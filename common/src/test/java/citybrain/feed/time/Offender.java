package citybrain.feed.time;

import citybrain.feed.table.TableLayout;

/** Looks at the room that stands on its own: the house rules must catch it. */
public final class Offender {

  Class<?> above() {
    return TableLayout.class;
  }
}
