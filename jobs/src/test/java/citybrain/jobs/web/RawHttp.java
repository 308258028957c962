package citybrain.jobs.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** HTTP as an attacker writes it: whatever bytes, without a client that mends them. */
final class RawHttp {

  private static final int PATIENCE_MILLISECONDS = 5000;

  private RawHttp() {}

  /** All that came back until the server had closed or nothing came any more. */
  record Answer(String text) {

    /** Of the first answer; 0 when there was none. */
    int status() {
      return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    String headers() {
      return text.split("\r\n\r\n", 2)[0].toLowerCase(Locale.ROOT);
    }
  }

  static Answer send(int port, String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      var said = new ByteArrayOutputStream();
      try {
        var buffer = new byte[8192];
        for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
          said.write(buffer, 0, read);
        }
      } catch (SocketTimeoutException e) {
        // A server that says nothing at all is judged by that.
      }
      return new Answer(said.toString(StandardCharsets.ISO_8859_1));
    }
  }
}
