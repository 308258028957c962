/** Road segments as CityPulse publishes them. */
@NullMarked
package citybrain.transport.feeds.citypulsetraffic;

import org.jspecify.annotations.NullMarked;
