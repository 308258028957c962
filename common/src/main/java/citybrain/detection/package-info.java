/** Detectors as pure folds: memory and input in, verdict out. */
@NullMarked
package citybrain.detection;

import org.jspecify.annotations.NullMarked;
