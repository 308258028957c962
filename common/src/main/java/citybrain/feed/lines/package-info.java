/** Where the records of text from outside begin and end, before anybody decodes them. */
@NullMarked
package citybrain.feed.lines;

import org.jspecify.annotations.NullMarked;
