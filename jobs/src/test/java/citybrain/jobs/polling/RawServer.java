package citybrain.jobs.polling;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A socket on the loopback interface that answers each request with whatever bytes it is told. */
final class RawServer implements AutoCloseable {

  /** Writes an answer; nothing is added to it and nothing checked. */
  interface Answering {
    void to(OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final Answering answering;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();

  RawServer(Answering answering) {
    this.answering = answering;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::serve);
  }

  static RawServer saying(String answer) {
    return new RawServer(out -> out.write(answer.getBytes(ISO_8859_1)));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/data");
  }

  int asked() {
    return asked.get();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        var one = socket.accept();
        threads.execute(() -> answer(one));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void answer(Socket one) {
    try (one) {
      readRequest(new BufferedInputStream(one.getInputStream()));
      asked.incrementAndGet();
      answering.to(one.getOutputStream());
      one.getOutputStream().flush();
    } catch (IOException e) {
      // the other side hung up, as it should
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    int newLines = 0;
    for (int c = in.read(); c >= 0 && newLines < 2; c = newLines < 2 ? in.read() : -1) {
      newLines = c == '\n' ? newLines + 1 : c == '\r' ? newLines : 0;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
