/** How reliably people travel, over months. */
@NullMarked
package citybrain.transport.report;

import org.jspecify.annotations.NullMarked;
