/** What the terminal shows of a running city. */
@NullMarked
package citybrain.local.view;

import org.jspecify.annotations.NullMarked;
