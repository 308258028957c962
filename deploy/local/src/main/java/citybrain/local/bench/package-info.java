/** What it costs: benches of ingest, of the whole city, of GTFS-Realtime, of the lake. */
@NullMarked
package citybrain.local.bench;

import org.jspecify.annotations.NullMarked;
