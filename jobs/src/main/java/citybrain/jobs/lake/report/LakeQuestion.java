package citybrain.jobs.lake.report;

import citybrain.jobs.lake.summary.ArchivedReading;
import citybrain.observation.ObservedProperty;
import citybrain.reports.LakeReading;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What is asked of archived observations, whose readings are put into groups and folded. */
interface LakeQuestion extends Serializable {

  /** A city file, or the name of a city that is shipped. */
  String city();

  /** The folders its reference files lie under, comma separated. */
  String data();

  /** What is read. */
  Set<ObservedProperty> properties();

  /** Whether a row of these properties is of use; it is not kept, for it is used again. */
  boolean wants(ArchivedReading row);

  /** Whether groups or folds want to know the district of a reading. */
  boolean wantsDistricts();

  /** Whether folds want to know the procedure of a reading, and its position with it. */
  boolean tellsProceduresApart();

  /**
   * Tells the groups of a reading, which are those of all with the same feed, feature, property,
   * zone and district; asked for once a worker.
   */
  Function<LakeReading, List<String>> grouping();

  /** Makes a new fold for a group; asked for once a worker, which folds one after the other. */
  Function<String, GroupFold> folds();

  /** The readings of one group in the order of their times, and what they come to. */
  interface GroupFold {

    /** Takes one that is not earlier than those before it. */
    void add(LakeReading reading);

    /** Nothing is added any more. */
    List<ReportLine> lines();
  }
}
