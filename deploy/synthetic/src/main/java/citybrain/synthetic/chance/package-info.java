/** Chance that a seed decides, and the rhythm of days that it varies. */
@NullMarked
package citybrain.synthetic.chance;

import org.jspecify.annotations.NullMarked;
