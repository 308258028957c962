/** Meters, transformers and the concentrators that read them. */
@NullMarked
package citybrain.synthetic.energy;

import org.jspecify.annotations.NullMarked;
