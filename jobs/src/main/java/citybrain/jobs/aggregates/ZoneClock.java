package citybrain.jobs.aggregates;

/**
 * How far the clock of a feed is, on its way to one worker behind the sums before it.
 *
 * @param worker a key that leads to that worker
 * @param workers how many workers it was meant for
 * @param of the domain of what the feed brings; the rule of what is derived from it
 * @param part which worker of that rule says it
 * @param parts how many workers that rule has
 * @param time epoch milliseconds
 */
record ZoneClock(
    Long worker,
    int workers,
    String city,
    String feed,
    String of,
    int part,
    int parts,
    long time) {}
