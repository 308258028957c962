/** The home of a running city: where everything of it lies, and who runs it. */
@NullMarked
package citybrain.local.home;

import org.jspecify.annotations.NullMarked;
