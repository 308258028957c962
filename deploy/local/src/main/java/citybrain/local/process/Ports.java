package citybrain.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds free ports on the loopback interface. */
public final class Ports {

  private static final int HOW_MANY = 200;

  private Ports() {}

  /**
   * The wished port or the next free one; when it is not the wished one, says so.
   *
   * @param what the port is for, for the message
   */
  public static int free(int wished, String what, Consumer<String> say) {
    for (int port = wished; port < wished + HOW_MANY && port < 65536; port++) {
      if (isFree(port)) {
        if (port != wished) {
          say.accept("Port " + wished + " is taken: " + what + " uses " + port + ".");
        }
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port for " + what + " between " + wished + " and " + (wished + HOW_MANY - 1));
  }

  static boolean isFree(int port) {
    return canBind(port, InetAddress.getLoopbackAddress()) && canBind(port, null);
  }

  private static boolean canBind(int port, @Nullable InetAddress address) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(
          address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
