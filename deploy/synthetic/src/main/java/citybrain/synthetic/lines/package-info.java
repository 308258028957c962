/**
 * How feeds are written: lines and tables, polls, their delays and blemishes, in order of arrival.
 */
@NullMarked
package citybrain.synthetic.lines;

import org.jspecify.annotations.NullMarked;
