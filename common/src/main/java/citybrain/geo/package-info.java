/** Positions, zones and grids; the only home of JTS and GeoTools in common. */
@NullMarked
package citybrain.geo;

import org.jspecify.annotations.NullMarked;
