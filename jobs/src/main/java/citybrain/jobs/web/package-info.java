/** Who may ask the engine's web server for what, where that server runs on a person's machine. */
@NullMarked
package citybrain.jobs.web;

import org.jspecify.annotations.NullMarked;
