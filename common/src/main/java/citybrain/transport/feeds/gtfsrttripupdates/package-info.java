/** Delays of trips as GTFS Realtime publishes them. */
@NullMarked
package citybrain.transport.feeds.gtfsrttripupdates;

import org.jspecify.annotations.NullMarked;
