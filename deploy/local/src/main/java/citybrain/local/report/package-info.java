/** What a run did, counted and checked. */
@NullMarked
package citybrain.local.report;

import org.jspecify.annotations.NullMarked;
