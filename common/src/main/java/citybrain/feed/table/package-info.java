/** What every feed written as a table shares: lines, numbers, local times, features, ranges. */
@NullMarked
package citybrain.feed.table;

import org.jspecify.annotations.NullMarked;
