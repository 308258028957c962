/** What is asked of the city, and what it gives: settings, raw messages, incidents. */
@NullMarked
package citybrain.synthetic.contract;

import org.jspecify.annotations.NullMarked;
