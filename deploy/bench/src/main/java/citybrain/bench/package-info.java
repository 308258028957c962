/** What benches share. */
@NullMarked
package citybrain.bench;

import org.jspecify.annotations.NullMarked;
