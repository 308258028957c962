/** The datasets of the lake that mirror topics, row by row. */
@NullMarked
package citybrain.jobs.lake.rows;

import org.jspecify.annotations.NullMarked;
