package citybrain.transport.gtfs;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a timetable says about itself.
 *
 * @param from the first day it speaks of, null when it does not say
 * @param to the last day it speaks of, null when it does not say
 */
public record FeedInfo(
    String publisher, String version, @Nullable LocalDate from, @Nullable LocalDate to) {}
