/** The commands of ./citybrain, one class each. */
@NullMarked
package citybrain.local.command;

import org.jspecify.annotations.NullMarked;
