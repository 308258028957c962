/** A lake of a size that is asked for, for benches of what reads it. */
@NullMarked
package citybrain.bench.lake;

import org.jspecify.annotations.NullMarked;
