/** The timetable of public transport (GTFS Schedule), read from its zip into compact columns. */
@NullMarked
package citybrain.transport.gtfs;

import org.jspecify.annotations.NullMarked;
