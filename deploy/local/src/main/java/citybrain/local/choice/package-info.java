/** Which cities are run, from which files, by which clock. */
@NullMarked
package citybrain.local.choice;

import org.jspecify.annotations.NullMarked;
