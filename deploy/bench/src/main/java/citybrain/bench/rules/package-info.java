/** What the runtime costs beside the rules it drives. */
@NullMarked
package citybrain.bench.rules;

import org.jspecify.annotations.NullMarked;
