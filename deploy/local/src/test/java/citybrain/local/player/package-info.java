@NullMarked
package citybrain.local.player;

import org.jspecify.annotations.NullMarked;
