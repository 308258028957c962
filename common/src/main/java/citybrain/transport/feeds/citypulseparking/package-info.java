/** Parking garages as CityPulse publishes them. */
@NullMarked
package citybrain.transport.feeds.citypulseparking;

import org.jspecify.annotations.NullMarked;
