/** Alerts against what really happened in a synthetic city. */
@NullMarked
package citybrain.local.truth;

import org.jspecify.annotations.NullMarked;
