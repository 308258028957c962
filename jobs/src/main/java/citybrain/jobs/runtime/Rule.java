package citybrain.jobs.runtime;

import citybrain.observation.Domain;
import java.io.Serializable;

/**
 * The name under which a detector raises alerts; with feature and onset it makes their id.
 *
 * @param name domain and rule, for example {@code water.night-leak}
 * @param version goes up when the same inputs may give other alerts than before
 */
public record Rule(String name, String version, Domain domain) implements Serializable {}
