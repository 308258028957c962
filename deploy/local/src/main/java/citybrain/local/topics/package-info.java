/** What lies in the topics: counted, followed, made readable. */
@NullMarked
package citybrain.local.topics;

import org.jspecify.annotations.NullMarked;
