/** Weather, and the air under it. */
@NullMarked
package citybrain.synthetic.air;

import org.jspecify.annotations.NullMarked;
