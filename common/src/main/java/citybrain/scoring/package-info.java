/**
 * How good alarms are, by the published rules of those who score them; no point adjustment, ever:
 * it lets random alarms look like the best (Kim et al., AAAI 2022).
 */
@NullMarked
package citybrain.scoring;

import org.jspecify.annotations.NullMarked;
