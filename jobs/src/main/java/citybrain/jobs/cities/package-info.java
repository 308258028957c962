/** The cities of a job, opened on its workers: their feeds, places, zones and reference data. */
@NullMarked
package citybrain.jobs.cities;

import org.jspecify.annotations.NullMarked;
