package citybrain.jobs.lake.report;

import citybrain.jobs.runtime.BatchEngine;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;

/** Archived files, read and folded group by group in the order of times: a batch in the engine. */
final class LakeFold {

  private final LakeQuestion question;
  private final String name;

  /**
   * @param name of the batch
   */
  LakeFold(LakeQuestion question, String name) {
    this.question = question;
    this.name = name;
  }

  /** Takes what comes back, which may be too much. */
  interface Taker {
    void take(ReportLine line) throws IOException;
  }

  @SuppressWarnings("try") // an interrupt while closing the results is no concern here
  void run(List<String> files, Configuration engine, Taker taker) throws Exception {
    var environment = BatchEngine.environment(engine);
    var readings =
        environment
            .fromData(files, Types.STRING)
            .uid("archived-files")
            .name("archived observation files")
            .rebalance()
            .transform(
                "readings, some files at a time",
                TypeInformation.of(GroupedRun.class),
                new RunsOfFiles(question))
            .uid("runs-of-files");
    var damaged =
        readings
            .getSideOutput(RunsOfFiles.DAMAGED)
            .map(ReportLine::aside)
            .returns(ReportLine.class)
            .uid("damaged-files")
            .name("damaged files");
    var folded =
        readings
            .keyBy(GroupedRun::group, Types.STRING)
            .process(new FoldOfGroup(question), TypeInformation.of(ReportLine.class))
            .uid("fold-of-group")
            .name("group by group, in the order of times");
    try (var results = folded.union(damaged).executeAndCollect(name)) {
      while (results.hasNext()) {
        taker.take(results.next());
      }
    }
  }
}
