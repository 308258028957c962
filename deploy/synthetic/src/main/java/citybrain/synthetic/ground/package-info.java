/** The ground the city stands on, in metres, and where that is on earth. */
@NullMarked
package citybrain.synthetic.ground;

import org.jspecify.annotations.NullMarked;
