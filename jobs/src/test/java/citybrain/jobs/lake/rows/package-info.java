/** Rows of datasets, held against what they are made of. */
@NullMarked
package citybrain.jobs.lake.rows;

import org.jspecify.annotations.NullMarked;
