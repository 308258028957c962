/** Flink in its own process, and what it says of its jobs. */
@NullMarked
package citybrain.local.flink;

import org.jspecify.annotations.NullMarked;
