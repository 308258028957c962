/** Vehicles as GTFS Realtime publishes them. */
@NullMarked
package citybrain.transport.feeds.gtfsrtvehiclepositions;

import org.jspecify.annotations.NullMarked;
