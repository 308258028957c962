/** Rules that serve every domain, or need two at once. */
@NullMarked
package citybrain.city;

import org.jspecify.annotations.NullMarked;
