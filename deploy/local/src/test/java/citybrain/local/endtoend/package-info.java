/** The whole city in processes of its own, as a newcomer starts it. */
@NullMarked
package citybrain.local.endtoend;

import org.jspecify.annotations.NullMarked;
