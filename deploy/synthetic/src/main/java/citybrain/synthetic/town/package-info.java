/** What stands in the city and does not change: districts, networks, stops, and their files. */
@NullMarked
package citybrain.synthetic.town;

import org.jspecify.annotations.NullMarked;
