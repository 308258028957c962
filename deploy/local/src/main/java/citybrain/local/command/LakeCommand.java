package citybrain.local.command;

import java.time.Duration;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks after a lake; the work is done by a process of the jobs, which know its file systems. */
@Command(
    name = "lake",
    description = "List, verify, compact and explain what lies in the lake; let old days go.",
    footer = {
      "",
      "Examples:",
      "  ./citybrain lake ls",
      "  ./citybrain lake verify --set-aside",
      "  ./citybrain lake compact --lake hdfs://namenode/lake --city aarhus",
      "  ./citybrain lake expire --before 2025-01-01 --dataset observations --dry-run",
      "  ./citybrain lake schema --dataset aggregates",
      "  cd .citybrain/lake && duckdb -init views.sql     its tables, latest revisions only"
    })
public final class LakeCommand implements Runnable {

  private static final String CLOSED_FOR =
      "Leave days alone to which somebody wrote less than this ago. Default: ${DEFAULT-VALUE}.";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  @Command(
      name = "ls",
      description = "Datasets, cities and days: files, rows, bytes, newest event time.")
  int list(@Mixin LakeOptions lake) {
    return lake.run("ls");
  }

  @Command(
      name = "verify",
      description = {
        "Read every file back whole, and hold it against its footer, its folder and the data",
        "dictionary. Damaged files are named; exit code 1 if there are any."
      })
  int verify(
      @Mixin LakeOptions lake,
      @Option(
              names = "--set-aside",
              description = "Move damaged files to _damaged/ in the lake, where no reader looks.")
          boolean setAside) {
    return lake.run("verify", "--set-aside=" + setAside);
  }

  @Command(
      name = "compact",
      description = {
        "Rewrite the small files of closed days into few large ones, sorted by place and series,",
        "with filters for single series; of aggregates the last revisions only. While a day's files",
        "are exchanged (a fraction of a second) whoever asks for that day gets an error, never rows",
        "twice or none; the daily summary and all commands here read right through it."
      })
  int compact(
      @Mixin LakeOptions lake,
      @Option(
              names = "--closed-for",
              paramLabel = "TIME",
              defaultValue = "1h",
              converter = SpokenDuration.class,
              description = CLOSED_FOR)
          Duration closedFor,
      @Option(
              names = "--settle",
              paramLabel = "TIME",
              defaultValue = "PT0.1S",
              converter = SpokenDuration.class,
              description =
                  "How long readers may take from listing a day to opening it. Default: ${DEFAULT-VALUE}.")
          Duration settle) {
    return lake.run("compact", "--closed-for=" + closedFor, "--settle=" + settle);
  }

  @Command(name = "expire", description = "Let whole days go that are older than a date.")
  int expire(
      @Mixin LakeOptions lake,
      @Option(
              names = "--before",
              paramLabel = "DATE",
              required = true,
              description = "Days of this date and later stay; YYYY-MM-DD, on the city's calendar.")
          LocalDate before,
      @Option(names = "--dry-run", description = "Only say what would go.") boolean dryRun,
      @Option(
              names = "--closed-for",
              paramLabel = "TIME",
              defaultValue = "1h",
              converter = SpokenDuration.class,
              description = CLOSED_FOR)
          Duration closedFor) {
    return lake.run(
        "expire", "--before=" + before, "--dry-run=" + dryRun, "--closed-for=" + closedFor);
  }

  @Command(
      name = "schema",
      description = {
        "The data dictionary: every dataset and column, with unit and meaning; what a revision is.",
        "The same stands in the footer of each file (citybrain.*)."
      })
  int schema(
      @Mixin LakeOptions lake,
      @Option(
              names = "--write",
              description =
                  "Write views.sql (tables for DuckDB) and the zones of the cities into the lake instead.")
          boolean write) {
    return lake.run("schema", "--write=" + write);
  }
}
