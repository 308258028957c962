/** The synthetic city: a deterministic generator of raw feeds and of the truth behind them. */
@NullMarked
package citybrain.synthetic;

import org.jspecify.annotations.NullMarked;
