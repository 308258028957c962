/**
 * Fetches live origins at their own pace and puts what they deliver on the raw topic, untouched.
 */
@NullMarked
package citybrain.jobs.polling;

import org.jspecify.annotations.NullMarked;
