/** What an electricity network carried over days and months: loads, peaks, factors and losses. */
@NullMarked
package citybrain.energy.report;

import org.jspecify.annotations.NullMarked;
