/**
 * Files that only their owner may read, written whole or not at all, and what is said when one
 * cannot be.
 */
@NullMarked
package citybrain.local.files;

import org.jspecify.annotations.NullMarked;
