/** Child processes: started, watched, measured, ended; ports found for them. */
@NullMarked
package citybrain.local.process;

import org.jspecify.annotations.NullMarked;
