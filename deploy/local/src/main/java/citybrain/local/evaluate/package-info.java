/** How good the alerts are: the rules of the product on labelled public data, beside chance. */
@NullMarked
package citybrain.local.evaluate;

import org.jspecify.annotations.NullMarked;
