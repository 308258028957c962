package citybrain.local.view;

import citybrain.feed.PlainText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output and error of a command: UTF-8 whatever the machine's locale, and nothing that a
 * command prints, be it quoted from data by whomever, moves the cursor of a terminal.
 */
public final class PlainOut extends PrintStream {

  private final OutputStream raw;

  PlainOut(OutputStream raw) {
    super(raw, true, StandardCharsets.UTF_8);
    this.raw = raw;
  }

  /** Puts it in the place of both streams of this process. */
  public static void install() {
    System.setOut(new PlainOut(new FileOutputStream(FileDescriptor.out)));
    System.setErr(new PlainOut(new FileOutputStream(FileDescriptor.err)));
  }

  /** The terminal behind a stream, for who draws on it and cleans what it draws. */
  public static PrintStream terminal(PrintStream out) {
    return out instanceof PlainOut plain
        ? new PrintStream(plain.raw, true, StandardCharsets.UTF_8)
        : out;
  }

  @Override
  public void print(String text) {
    super.print(PlainText.lines(String.valueOf(text)));
  }

  @Override
  public void print(Object value) {
    print(String.valueOf(value));
  }

  @Override
  public void print(char[] text) {
    print(new String(text));
  }
}
