package citybrain.jobs.cities;

import citybrain.jobs.rules.RulesJob;
import citybrain.transport.TransportRules;

/** Does what nobody in this room may do: the house rules must catch it. */
public final class Offender {

  Class<?> above() {
    return RulesJob.class;
  }

  Class<?> domain() {
    return TransportRules.class;
  }
}
