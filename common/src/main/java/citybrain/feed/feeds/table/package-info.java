/** Tables declared in a city file. */
@NullMarked
package citybrain.feed.feeds.table;

import org.jspecify.annotations.NullMarked;
