/** A city as configuration: one YAML file, read strictly. */
@NullMarked
package citybrain.cityfile;

import org.jspecify.annotations.NullMarked;
