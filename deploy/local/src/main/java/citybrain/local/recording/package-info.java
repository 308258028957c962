/** Recordings of feeds: archives, entries and lines, in order of time, as messages of an origin. */
@NullMarked
package citybrain.local.recording;

import org.jspecify.annotations.NullMarked;
