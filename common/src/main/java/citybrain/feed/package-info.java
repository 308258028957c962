/** The contract of a feed: bytes in, observations and rejections out. */
@NullMarked
package citybrain.feed;

import org.jspecify.annotations.NullMarked;
