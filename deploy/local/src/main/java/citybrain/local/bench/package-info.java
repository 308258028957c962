/** What it costs: benches of ingest, of the whole city, of GTFS-Realtime. */
@NullMarked
package citybrain.local.bench;

import org.jspecify.annotations.NullMarked;
