/** Air quality stations as UCI PRSA publishes them. */
@NullMarked
package citybrain.environment.feeds.prsaair;

import org.jspecify.annotations.NullMarked;
