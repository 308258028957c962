/** What history taught, as it lies in the lake: read by the rules, live and again. */
@NullMarked
package citybrain.jobs.lake.baselines;

import org.jspecify.annotations.NullMarked;
