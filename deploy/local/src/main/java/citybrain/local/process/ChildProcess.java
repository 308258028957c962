package citybrain.local.process;

import citybrain.local.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A JVM started by this one. All it says goes to a log file; what it says on standard output goes
 * to a listener as well, line by line. A child that is listened to keeps that channel to itself and
 * logs to standard error, for data that is quoted in a log must not be taken for its word. It is
 * shielded from the terminal's Ctrl-C, so that this process decides the order in which things stop;
 * it ends itself when this process dies (see {@link Orphan}).
 */
public final class ChildProcess implements AutoCloseable {

  /** The ending of a process that did what it was asked to. */
  public static final String WELL = "ended well";

  /** What a line longer than {@link #LONGEST_LINE} ends with. */
  public static final String CUT = " ... (cut)";

  /** In characters: no child can make this process keep more of what it says. */
  public static final int LONGEST_LINE = 64 * 1024;

  /**
   * The same on every machine. Our own code asks for no default (the build refuses it), but
   * libraries do: Kafka's broker does not start where a small i has no capital I.
   */
  private static final List<String> ANYWHERE =
      List.of(
          "-Duser.language=en",
          "-Duser.country=US",
          "-Duser.variant=",
          "-Duser.extensions=",
          "-Dfile.encoding=UTF-8",
          "-Duser.timezone=UTC");

  private static final int LAST_LINES = 15;
  private static final Pattern FRAME = Pattern.compile("\\s+at \\S+\\(|\\s+\\.\\.\\. \\d+ more");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String name;
  private final Path log;
  private final Process process;
  private final List<Thread> pumps;
  private final Deque<String> lastLines = new ArrayDeque<>();
  private volatile boolean asked;

  private ChildProcess(
      String name,
      Path log,
      Process process,
      UnaryOperator<String> wording,
      Consumer<String> listener) {
    this.name = name;
    this.log = log;
    this.process = process;
    var file = new ChildLog(log, wording, this::remember);
    this.pumps =
        List.of(
            pump("-output", process.getInputStream(), file, listener),
            pump("-errors", process.getErrorStream(), file, line -> {}));
    pumps.forEach(Thread::start);
  }

  /**
   * Starts a JVM of the same Java as this one.
   *
   * @param arguments JVM options, main class and its arguments
   * @param listener gets every line of standard output, in the thread that reads it
   */
  public static ChildProcess java(
      String name, List<String> arguments, Path log, Consumer<String> listener) {
    return java(name, arguments, log, UnaryOperator.identity(), listener);
  }

  /**
   * The same, with its log said in other words.
   *
   * @param wording of every line of the log; the listener hears what was said
   */
  public static ChildProcess java(
      String name,
      List<String> arguments,
      Path log,
      UnaryOperator<String> wording,
      Consumer<String> listener) {
    return start(name, Map.of(), arguments, log, wording, listener);
  }

  /** The same with these environment variables beside those of this process. */
  public static ChildProcess java(
      String name,
      Map<String, String> environment,
      List<String> arguments,
      Path log,
      Consumer<String> listener) {
    return start(name, environment, arguments, log, UnaryOperator.identity(), listener);
  }

  private static ChildProcess start(
      String name,
      Map<String, String> environment,
      List<String> arguments,
      Path log,
      UnaryOperator<String> wording,
      Consumer<String> listener) {
    var command = new ArrayList<String>();
    // A signal ignored at exec stays ignored in a JVM.
    // What it writes is for its owner only.
    command.addAll(List.of("/bin/sh", "-c", "umask 077; trap '' INT HUP; exec \"$@\"", name));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ANYWHERE);
    command.addAll(JvmOptions.within(name, arguments));
    try {
      PrivateFiles.folders(log.toAbsolutePath().resolveSibling(".").normalize());
      var builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      return new ChildProcess(name, log, builder.start(), wording, listener);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  private Thread pump(String stream, InputStream said, ChildLog file, Consumer<String> listener) {
    var pump = new Thread(() -> pump(said, file, listener), name + stream);
    pump.setDaemon(true);
    return pump;
  }

  /** Reads to the end whatever happens: a child whose output nobody reads stands still. */
  private void pump(InputStream said, ChildLog file, Consumer<String> listener) {
    try (var lines = new BoundedLines(said, LONGEST_LINE, CUT);
        file) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        file.write(line.get());
        try {
          listener.accept(line.get());
        } catch (RuntimeException e) {
          file.write("the line before was not understood: " + e);
        }
      }
    } catch (IOException e) {
      remember("output lost: " + e.getMessage());
    }
  }

  private synchronized void remember(String line) {
    if (FRAME.matcher(line).lookingAt()) {
      return;
    }
    if (lastLines.size() == LAST_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }

  public long pid() {
    return process.pid();
  }

  public ProcessId id() {
    return ProcessId.of(process.toHandle());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** True when it has ended and nobody asked it to. */
  public boolean hasFallen() {
    return !process.isAlive() && !asked;
  }

  /** Has this called as soon as it has ended, however it ended, from a thread of its own. */
  public void onEnd(Runnable call) {
    // Not by Process.onExit, whose calls wait for a place in the pool that all futures share.
    var thread = new Thread(() -> callAtEnd(call), name + "-end");
    thread.setDaemon(true);
    thread.start();
  }

  private void callAtEnd(Runnable call) {
    try {
      process.waitFor();
      call.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes one line to its standard input; it must not watch that for its parent's end only. */
  public void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      // It has ended: whoever waits for its answer notices that.
    }
  }

  /** What it said last, for a message about its end; stack frames are in the log only. */
  public synchronized List<String> lastLines() {
    return List.copyOf(lastLines);
  }

  /** Only when it has ended. */
  public int exitCode() {
    return process.exitValue();
  }

  /** How it ended, in words; only when it has ended. */
  public String ending() {
    int code = process.exitValue();
    if (code == 0) {
      return WELL;
    }
    return endedBySignal() ? "ended by signal " + (code - 128) : "ended with exit code " + code;
  }

  /** True when it was ended from outside; only when it has ended. */
  public boolean endedBySignal() {
    return process.exitValue() > 128;
  }

  /** Waits until it ends by itself and all its output is read. */
  public boolean awaitEnd(Duration patience) {
    boolean ended = endsWithin(patience);
    if (ended) {
      joinPumps();
    }
    return ended;
  }

  /** Ends it at once and does not wait. */
  public void kill() {
    asked |= process.isAlive();
    process.destroyForcibly();
  }

  /** Asks it to end and does not wait: {@link #stop} does. */
  public void askToEnd() {
    if (process.isAlive()) {
      asked = true;
      // Through the handle: Process.destroy would close the pipes, and its last words were lost.
      process.toHandle().destroy();
    }
  }

  /** Asks it to end, waits, then insists. */
  public void stop(Duration patience) {
    if (process.isAlive()) {
      askToEnd();
      if (!endsWithin(patience)) {
        process.destroyForcibly();
        endsWithin(PATIENCE);
      }
    }
    joinPumps();
  }

  private void joinPumps() {
    try {
      for (var pump : pumps) {
        pump.join(PATIENCE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean endsWithin(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    stop(PATIENCE);
  }
}
