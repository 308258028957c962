/** The jobs over a recording, held against what a fold over the same recording says. */
@NullMarked
package citybrain.local.replay;

import org.jspecify.annotations.NullMarked;
