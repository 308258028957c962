/** The engine classes every job is made of, written once. */
@NullMarked
package citybrain.jobs.runtime;

import org.jspecify.annotations.NullMarked;
