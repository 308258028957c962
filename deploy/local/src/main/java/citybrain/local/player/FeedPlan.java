package citybrain.local.player;

import citybrain.feed.RecordClock;
import java.nio.file.Path;

/**
 * One recorded feed of a city, ready to be read.
 *
 * @param source where it lies below the root: file, folder, glob, entries of a zip, several
 * @param origin who publishes it and under which licence, for the message when it is missing
 */
record FeedPlan(
    String city, String feed, String source, RecordClock clock, Path root, String origin) {}
