package citybrain.feed;

import java.time.Instant;

/**
 * Why a record was refused, without the refused bytes: they may name people and stay on the topic.
 *
 * @param city a city of the city files, or {@code unknown}
 * @param feed the name the sender gave
 * @param line where it stood in the source, 1-based; 0 when unknown
 * @param field the column at fault, empty when it is the record as a whole
 * @param reason a stable code, see {@link Reason}
 * @param detail what was expected, in words
 */
public record RejectedRecord(
    String city,
    String feed,
    String source,
    long line,
    String field,
    String reason,
    String detail,
    Instant arrival) {}
