/** Where the water of an area went, over days and months. */
@NullMarked
package citybrain.water.report;

import org.jspecify.annotations.NullMarked;
