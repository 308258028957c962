/** Those who are measured: each reads the same records and writes the same aggregates. */
@NullMarked
package citybrain.bench.contender;

import org.jspecify.annotations.NullMarked;
