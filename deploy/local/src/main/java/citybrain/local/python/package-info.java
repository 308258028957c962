/** Python programs beside ours, in an environment that we make. */
@NullMarked
package citybrain.local.python;

import org.jspecify.annotations.NullMarked;
