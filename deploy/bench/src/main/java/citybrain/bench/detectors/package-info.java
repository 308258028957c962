/** The rules as they ship, each over readings of a city as it usually is. */
@NullMarked
package citybrain.bench.detectors;

import org.jspecify.annotations.NullMarked;
