package citybrain.reports;

import java.util.List;

/** The readings of one group, taken one by one in the order of their times, become rows. */
public interface Fold {

  /** Takes one that is not earlier than those before it. */
  void add(LakeReading reading);

  /** What they come to. Nothing is added any more. */
  List<ReportRow> rows();
}
