package citybrain.jobs.lake.report;

import citybrain.reports.LakeReading;

/** A reading on its way to the fold of one of its groups. */
public record GroupedReading(String group, LakeReading reading) {

  long time() {
    return reading.time();
  }
}
