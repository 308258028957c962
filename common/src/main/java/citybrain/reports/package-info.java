/**
 * What reports over archived observations have in common: what they read, what they say, by which
 * method. What is particular to a domain stands with it, and {@link citybrain.Reports} leads to it.
 */
@NullMarked
package citybrain.reports;

import org.jspecify.annotations.NullMarked;
