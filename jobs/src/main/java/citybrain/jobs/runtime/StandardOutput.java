package citybrain.jobs.runtime;

import java.io.PrintStream;

/** Standard output as a channel to who started this process: nobody else can write to it. */
public final class StandardOutput {

  private StandardOutput() {}

  /** What anybody prints from now on goes to standard error, where the log is. */
  public static PrintStream claim() {
    var channel = System.out;
    System.setOut(System.err);
    return channel;
  }
}
