/** Sends records that were refused through ingest again. */
@NullMarked
package citybrain.local.redrive;

import org.jspecify.annotations.NullMarked;
