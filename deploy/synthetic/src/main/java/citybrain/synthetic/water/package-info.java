/** Flow, pressure and levels of the water network. */
@NullMarked
package citybrain.synthetic.water;

import org.jspecify.annotations.NullMarked;
