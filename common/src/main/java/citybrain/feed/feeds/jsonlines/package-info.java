/** JSON lines declared in a city file. */
@NullMarked
package citybrain.feed.feeds.jsonlines;

import org.jspecify.annotations.NullMarked;
