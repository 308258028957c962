/** Who may ask the engine's web server for what, where that server runs on a person's machine. */
@NullMarked
package citybrain.jobs.runtime.web;

import org.jspecify.annotations.NullMarked;
