package citybrain.jobs.lake.care;

import citybrain.jobs.lake.ExpiredDays;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.core.fs.FileStatus;

/**
 * Takes old days out of a lake.
 *
 * @param before days of this date and later stay
 * @param closedFor a day is left alone when something in it was written less than this ago
 */
record Retention(LocalDate before, Duration closedFor) {

  /**
   * What became of a folder, or would.
   *
   * @param why it stays; empty when it goes
   */
  record Outcome(LakeFolder folder, long bytes, String why) {}

  /** Goes over all folders that are wanted and old enough; those without a date stay unnamed. */
  void run(String lake, LakeFolder.Wanted wanted, boolean dryRun, Consumer<Outcome> told)
      throws IOException {
    if (!dryRun) {
      ExpiredDays.finish(lake);
    }
    long touchedBefore = FileClock.before(lake, closedFor);
    for (var folder : LakeFolder.in(lake, wanted)) {
      if (!date(folder).map(date -> date.isBefore(before)).orElse(false)) {
        continue;
      }
      long bytes = folder.files().stream().mapToLong(FileStatus::getLen).sum();
      if (folder.touched() > touchedBefore) {
        told.accept(
            new Outcome(
                folder, bytes, "is not closed: was written to less than " + closedFor + " ago"));
        continue;
      }
      if (!dryRun) {
        ExpiredDays.take(lake, folder.dataset(), folder.path());
      }
      told.accept(new Outcome(folder, bytes, ""));
    }
  }

  private static Optional<LocalDate> date(LakeFolder folder) {
    try {
      return folder.date().isEmpty()
          ? Optional.empty()
          : Optional.of(LocalDate.parse(folder.date()));
    } catch (DateTimeParseException e) {
      return Optional.empty(); // verify names it
    }
  }
}
