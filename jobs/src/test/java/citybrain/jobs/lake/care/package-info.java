/** Looking after a lake, watched by readers that share no code with it. */
@NullMarked
package citybrain.jobs.lake.care;

import org.jspecify.annotations.NullMarked;
