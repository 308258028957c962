/** Weather as CityPulse publishes it. */
@NullMarked
package citybrain.environment.feeds.citypulseweather;

import org.jspecify.annotations.NullMarked;
