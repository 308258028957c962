/** From a point to its H3 cell, without leaving Java. */
@NullMarked
package citybrain.geo.h3;

import org.jspecify.annotations.NullMarked;
