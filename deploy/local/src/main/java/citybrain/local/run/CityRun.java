package citybrain.local.run;

import citybrain.alerting.Alert;
import citybrain.feed.PlainText;
import citybrain.local.flink.JobState;
import citybrain.local.process.QuickStarts;
import citybrain.local.report.Conservation;
import citybrain.local.report.LakeFigures;
import citybrain.local.topics.RuleTotals;
import citybrain.local.view.AlertText;
import citybrain.local.view.CityTimes;
import citybrain.local.view.Screen;
import citybrain.local.view.Snapshot;
import citybrain.local.view.ViewText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;

/**
 * One {@code ./citybrain up}: starts the city, shows it, brings it to rest, judges it. Ctrl-C, a
 * termination signal and the end of the time given all lead to the same orderly end.
 */
public final class CityRun {

  private static final Duration REDRAW = Duration.ofSeconds(1);
  private static final Duration PLAIN_LINE = Duration.ofSeconds(5);
  private static final int ALERTS_BETWEEN_LINES = 10;
  private static final Duration POLL = Duration.ofMillis(300);
  private static final Duration LONGEST_RESTART = Duration.ofSeconds(60);
  private static final Set<String> COMING =
      Set.of("CREATED", "INITIALIZING", "RESTARTING", "FAILING");
  private static final Duration LONGEST_END = Duration.ofMinutes(15);

  private final RunSettings settings;
  private final Screen screen;
  private final CityTimes zones;
  private final List<String> problems = new ArrayList<>();
  private final AtomicInteger alertsSinceLine = new AtomicInteger();
  private final AtomicBoolean stopWanted = new AtomicBoolean();
  private final CountDownLatch stopSignal = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final long began = System.nanoTime();
  private boolean wasUp;
  private volatile int exitCode = 1;

  public CityRun(RunSettings settings, Screen screen) {
    this.settings = settings;
    this.screen = screen;
    this.zones = CityTimes.of(settings.choices().cities());
  }

  /** Runs to the end; the exit code. */
  @SuppressWarnings("try") // the lock is held, not used
  public int run() {
    var hook = new Thread(this::onSignal, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try (var lock = settings.home().lock(settings.choices().name())) {
      ReferenceLook.at(settings.choices(), settings.data(), settings.home())
          .forEach(this::sayRemark);
      awaitLeftBehind();
      runLocked();
      if (wasUp) {
        QuickStarts.prepareLater(settings.home().logs().resolve("quick-starts.log"), screen::say);
      }
    } catch (RunningCity.Stopped e) {
      screen.say("Stopped before everything was up.");
    } finally {
      done.countDown();
      removeHook(hook);
    }
    return exitCode;
  }

  private void sayRemark(String remark) {
    screen.say("Reference data of " + PlainText.of(remark));
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already; the hook ends it.
    }
  }

  /** Runs while the process is asked to end: lets the run come to its end first. */
  private void onSignal() {
    stopWanted.set(true);
    stopSignal.countDown();
    try {
      if (done.await(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Children of a run that was killed end by themselves, but need a moment. */
  private void awaitLeftBehind() {
    var left = settings.home().findRun().map(run -> run.leftBehind()).orElse(List.of());
    for (var process : left) {
      screen.say("Waiting for process " + process.pid() + " of an earlier run to end ...");
      try {
        process.onExit().get(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        process.destroyForcibly(); // one that stands still would not hear that it is asked
      }
    }
  }

  private void runLocked() {
    try (var vigil = new Vigil(screen::say, CityRun::endAtOnce)) {
      runWatched(vigil);
      exitCode = problems.isEmpty() && !vigil.isOver() ? 0 : 1;
    }
  }

  /** The last resort: the next start finds what it needs, however this one ends. */
  private static void endAtOnce() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(1);
  }

  private void runWatched(Vigil vigil) {
    try (var running = RunningCity.start(settings, screen::say, this::onAlert, stopWanted, vigil)) {
      var startTook = Duration.ofNanos(System.nanoTime() - began);
      running.player.start();
      watch(running, vigil);
      if (vigil.isOver()) {
        return;
      }
      var jobs = onceAllRun(running);
      requireRunning(running, jobs);
      boolean counts = settings.runFor().isPresent() || settings.report().isPresent();
      if (counts && running.watch.failure().isEmpty()) {
        endWithAccounts(running, jobs, startTook);
      } else {
        endQuickly(running, jobs);
      }
      if (!vigil.isOver()) {
        wasUp = true;
        problems.forEach(problem -> screen.say("Not well: " + problem));
      }
    } catch (RuntimeException e) {
      if (!vigil.isOver()) {
        throw e;
      }
      // Said already: the run was broken off because a child was gone.
      LoggerFactory.getLogger(CityRun.class).warn("broken off", e);
    }
  }

  /** On a pipe alerts stand between the lines of state; a flood of them is only counted. */
  private void onAlert(Alert alert) {
    if (!screen.isInPlace() && alertsSinceLine.getAndIncrement() < ALERTS_BETWEEN_LINES) {
      screen.say("alert " + AlertText.full(alert, zones));
    }
  }

  private void sayLine(Snapshot now) {
    int more = alertsSinceLine.getAndSet(0) - ALERTS_BETWEEN_LINES;
    if (more > 0) {
      screen.say("... and " + more + " more changes of alerts; ./citybrain alerts shows them all");
    }
    screen.say(ViewText.line(now));
  }

  /** Shows the city until it shall end, or cannot go on. */
  private void watch(RunningCity running, Vigil vigil) {
    var looks = new Looks(running);
    var every = screen.isInPlace() ? REDRAW : PLAIN_LINE;
    long until =
        settings.runFor().map(time -> System.nanoTime() + time.toNanos()).orElse(Long.MAX_VALUE);
    if (until != Long.MAX_VALUE) {
      running.pace.endAt(until);
    }
    boolean ended = false;
    while (!ended && !vigil.isOver()) {
      var now = looks.look();
      if (vigil.isOver()) {
        return;
      }
      if (screen.isInPlace()) {
        screen.draw(ViewText.page(now, screen.size()));
      } else {
        sayLine(now);
      }
      var lost = running.watch.failure();
      if (lost.isPresent()) {
        problems.add(
            "what the jobs say of themselves can be read no further ("
                + lost.get()
                + "), so no figure can be trusted; the next start reads it anew");
        ended = true;
      } else if (running.polled.isEmpty() && running.player.progress().finished()) {
        screen.say("The recording has come to its end.");
        ended = true;
      } else {
        ended = isTimeToEnd(until, every);
      }
    }
    screen.keep();
  }

  private boolean isTimeToEnd(long until, Duration every) {
    long left = until == Long.MAX_VALUE ? Long.MAX_VALUE : until - System.nanoTime();
    try {
      return stopSignal.await(Math.max(0, Math.min(left, every.toNanos())), TimeUnit.NANOSECONDS)
          || (until != Long.MAX_VALUE && System.nanoTime() >= until);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Jobs that lost the broker for a while start again by themselves: that is waited for. */
  private List<JobState> onceAllRun(RunningCity running) {
    long deadline = System.nanoTime() + LONGEST_RESTART.toNanos();
    boolean isSaid = false;
    var jobs = running.jobs();
    try {
      while (jobs.stream().anyMatch(CityRun::isComing) && System.nanoTime() < deadline) {
        if (!isSaid) {
          var names = jobs.stream().filter(CityRun::isComing).map(JobState::name).toList();
          screen.say("Waiting for jobs that start again: " + String.join(", ", names) + " ...");
          isSaid = true;
        }
        TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
        jobs = running.jobs();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return jobs;
  }

  private static boolean isComing(JobState job) {
    return COMING.contains(job.state());
  }

  private void requireRunning(RunningCity running, List<JobState> jobs) {
    for (var name : running.flink.jobs().keySet()) {
      var state = jobs.stream().filter(job -> job.name().equals(name)).findFirst();
      if (state.isEmpty()) {
        problems.add("job '" + name + "' is not there");
      } else if (!state.get().isRunning()) {
        problems.add(
            "job '%s' is %s%s".formatted(name, state.get().state(), running.why(state.get())));
      }
    }
  }

  /** Stops where it is; the next start goes on from the savepoints. */
  private void endQuickly(RunningCity running, List<JobState> jobs) {
    screen.say("Stopping ...");
    running.stopSenders();
    try {
      drain(running).stop(jobs.stream().filter(JobState::isRunning).toList());
      screen.say("Stopped. The next ./citybrain up goes on from here.");
    } catch (IOException | Drain.DrainException e) {
      problems.add(e.getMessage() + " (the next start goes on from the last checkpoint)");
    }
  }

  private void endWithAccounts(RunningCity running, List<JobState> jobs, Duration startTook) {
    screen.say("Time to end: the player stops, everything sent is brought to its end.");
    running.stopSenders();
    var progress = running.player.progress();
    progress.problem().ifPresent(problem -> screen.say("The player says: " + problem));
    var counting = new Accounts.Counting(running);
    try {
      var stopping = jobs.stream().filter(JobState::isRunning).toList();
      drain(running).run(stopping, running.watch, counting::countRaw);
    } catch (IOException | Drain.DrainException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    if (running.isOver()) {
      return;
    }
    counting.countAll();
    screen.say("Summarising the days in the lake, counting what lies in the topics ...");
    var batches = new LakeJobs(running.home(), settings.lakeUri());
    batches
        .summarise(running.flink, running.play.cityFiles(), running.data.setting())
        .ifPresent(problems::add);
    if (running.isOver()) {
      return;
    }
    screen.say("Counting what lies in the lake ...");
    var lake = batches.count(running.flink);
    if (running.isOver()) {
      return;
    }
    if (lake.isEmpty()) {
      problems.add("the lake could not be counted");
    }
    counting.await();
    if (running.isOver()) {
      return; // what was broken off is no account of anything
    }
    // Of the batches as well, which are the last that they do.
    running.memory.measure();
    screen.say("Ending broker and Flink ...");
    running.beginToClose();
    var accounts = Accounts.of(running, jobs, counting, lake.orElse(LakeFigures.none()));
    var conservation = accounts.conservation();
    problems.addAll(conservation.faults());
    accounts.remarks().forEach(screen::say);
    long missed = running.watch.tallies().missed();
    if (missed > 0) {
      screen.say(
          String.format(
              Locale.ROOT,
              "%,d values missed their windows: these were forgotten already.",
              missed));
    }
    long overtaken =
        running.watch.tallies().rules().values().stream().mapToLong(RuleTotals::overtaken).sum();
    if (overtaken > 0) {
      screen.say(
          String.format(
              Locale.ROOT,
              "%,d inputs of rules came after their turn: they bear no stamp of ingest.",
              overtaken));
    }
    settings.report().ifPresent(file -> writeReport(file, accounts, conservation, startTook));
    screen.say(
        String.format(
            Locale.ROOT,
            "%,d records went in, %,d are accounted for.",
            conservation.in(),
            conservation.accounted()));
  }

  private void writeReport(
      Path file, Accounts accounts, Conservation conservation, Duration startTook) {
    try {
      var wall = Duration.ofNanos(System.nanoTime() - began);
      accounts.report(conservation, wall, startTook, List.copyOf(problems)).write(file);
      screen.say("Report: " + file);
    } catch (IOException e) {
      problems.add("the report could not be written: " + e.getMessage());
    }
  }

  private Drain drain(RunningCity running) {
    return new Drain(
        running.rest,
        running.admin,
        running.broker.bootstrap(),
        running.home(),
        screen::say,
        running.flink.process()::isAlive);
  }
}
