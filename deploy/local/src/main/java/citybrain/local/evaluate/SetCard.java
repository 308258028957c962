package citybrain.local.evaluate;

/**
 * What is to be known of a set before its score is believed.
 *
 * @param name of its folder
 * @param what it is
 * @param origin who publishes it
 * @param licence of the data
 * @param tuned what of the rules was tuned on which part of it
 */
record SetCard(String name, String what, String origin, String licence, String tuned) {}
