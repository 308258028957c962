/** What is known about air and weather. */
@NullMarked
package citybrain.environment;

import org.jspecify.annotations.NullMarked;
