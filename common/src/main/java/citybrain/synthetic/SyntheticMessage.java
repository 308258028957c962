package citybrain.synthetic;

import java.time.Instant;

/**
 * One raw message as an origin would deliver it: a header line plus {@code records} data lines,
 * UTF-8, each ended by a line feed. An empty data line counts.
 */
@SuppressWarnings(
    "ArrayRecordComponent") // millions pass: the bytes travel uncopied, nobody compares
public record SyntheticMessage(
    String feed, String source, Instant arrival, byte[] body, int records) {}
