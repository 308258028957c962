/** What runs in the city that others wrote: which it is, and under which licences. */
@NullMarked
package citybrain.local.supply;

import org.jspecify.annotations.NullMarked;
