/** Water SCADA tables as BattLeDIM publishes them. */
@NullMarked
package citybrain.water.feeds.battledimscada;

import org.jspecify.annotations.NullMarked;
