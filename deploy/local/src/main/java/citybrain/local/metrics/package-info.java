/** How a running city is, for machines: Prometheus text, and the same read back for people. */
@NullMarked
package citybrain.local.metrics;

import org.jspecify.annotations.NullMarked;
