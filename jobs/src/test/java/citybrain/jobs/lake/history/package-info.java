/** Tests of what is judged again. */
@NullMarked
package citybrain.jobs.lake.history;

import org.jspecify.annotations.NullMarked;
