/** GTFS Realtime: snapshots of vehicles and trips as protobuf, read field by field. */
@NullMarked
package citybrain.transport.realtime;

import org.jspecify.annotations.NullMarked;
