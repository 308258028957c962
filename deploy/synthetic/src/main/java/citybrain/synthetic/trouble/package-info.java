/** Incidents: when, where, and how strongly they show. */
@NullMarked
package citybrain.synthetic.trouble;

import org.jspecify.annotations.NullMarked;
