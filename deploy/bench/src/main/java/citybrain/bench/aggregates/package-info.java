/** What aggregates cost: lets the contenders take turns and says what came out. */
@NullMarked
package citybrain.bench.aggregates;

import org.jspecify.annotations.NullMarked;
