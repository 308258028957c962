/** The daily summary: the hours of each zone, from archived observations. */
@NullMarked
package citybrain.jobs.lake.summary;

import org.jspecify.annotations.NullMarked;
