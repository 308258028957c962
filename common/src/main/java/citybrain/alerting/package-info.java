/** Alerts: raised once, cleared once, same rule and feature. */
@NullMarked
package citybrain.alerting;

import org.jspecify.annotations.NullMarked;
