/** Cells of points: ours beside those of the H3 library. */
@NullMarked
package citybrain.bench.cells;

import org.jspecify.annotations.NullMarked;
