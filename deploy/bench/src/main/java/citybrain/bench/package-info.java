/** What benches share: processor time, and how their processes end. */
@NullMarked
package citybrain.bench;

import org.jspecify.annotations.NullMarked;
