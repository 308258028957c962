/** Timetables, vehicles on their way, and what they tell. */
@NullMarked
package citybrain.synthetic.transit;

import org.jspecify.annotations.NullMarked;
