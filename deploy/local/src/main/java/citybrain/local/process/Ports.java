package citybrain.local.process;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds free ports on the loopback interface. Who asked for a port binds it seconds later, so that
 * another of our processes may find it free as well: each locks what it was given as long as it
 * lives.
 */
public final class Ports {

  private static final Logger LOG = LoggerFactory.getLogger(Ports.class);
  private static final int HOW_MANY = 200;
  private static final Path LOCKS =
      Path.of(
          System.getProperty("java.io.tmpdir"),
          "citybrain-ports-" + System.getProperty("user.name"));

  /** What this process was given, and the locks on it. */
  private static final Map<Integer, FileChannel> OURS = new HashMap<>();

  private Ports() {}

  /**
   * The wished port or the next free one; when it is not the wished one, says so.
   *
   * @param what the port is for, for the message
   */
  public static synchronized int free(int wished, String what, Consumer<String> say) {
    for (int port = wished; port < wished + HOW_MANY && port < 65536; port++) {
      if (isFree(port) && isOurs(port)) {
        if (port != wished) {
          say.accept("Port " + wished + " is taken: " + what + " uses " + port + ".");
        }
        return port;
      }
    }
    throw new IllegalStateException(
        "no free port for " + what + " between " + wished + " and " + (wished + HOW_MANY - 1));
  }

  /** False when another process of ours was given it. */
  private static boolean isOurs(int port) {
    if (OURS.containsKey(port)) {
      return true;
    }
    try {
      Files.createDirectories(LOCKS);
      var channel = FileChannel.open(LOCKS.resolve(Integer.toString(port)), Set.of(CREATE, WRITE));
      if (channel.tryLock() == null) {
        channel.close();
        return false;
      }
      OURS.put(port, channel);
    } catch (IOException e) {
      // Where nothing can be locked, a port is as free as it looks.
      LOG.debug("port {} is not locked", port, e);
    }
    return true;
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
