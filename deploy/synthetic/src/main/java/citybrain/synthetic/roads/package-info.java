/** Traffic on the links, and places in garages. */
@NullMarked
package citybrain.synthetic.roads;

import org.jspecify.annotations.NullMarked;
