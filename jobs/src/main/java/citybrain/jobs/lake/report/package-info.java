/** Reports on archived observations: reads them by group and time, and writes what they come to. */
@NullMarked
package citybrain.jobs.lake.report;

import org.jspecify.annotations.NullMarked;
