/** The synthetic city as files or as messages on a topic. */
@NullMarked
package citybrain.local.generate;

import org.jspecify.annotations.NullMarked;
