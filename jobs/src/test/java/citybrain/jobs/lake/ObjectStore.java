package citybrain.jobs.lake;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.DirectoryBasedPluginFinder;
import org.awaitility.Awaitility;

/**
 * A server that speaks the protocol of S3, S3Proxy in a process of its own on loopback that keeps
 * objects in memory, and Flink's client for it, loaded as a plugin as on a cluster. File systems
 * are known to the whole process, so tests beside it would see them.
 */
public final class ObjectStore implements AutoCloseable {

  private static final Path FOLDER = Path.of("target/object-store");
  private static final String KEY = "a-key-of-tests";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String[] PARENT_FIRST = {
    "java.",
    "javax.",
    "scala.",
    "org.apache.flink.",
    "org.slf4j",
    "org.apache.log4j",
    "org.apache.logging",
    "org.apache.commons.logging",
    "ch.qos.logback"
  };

  private final Process server;
  private final int port;

  private ObjectStore(Process server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts one with a bucket of this name. */
  public static ObjectStore start(Path home, String bucket) throws IOException {
    int port = freePort();
    var settings = home.resolve("s3proxy.conf");
    Files.writeString(
        settings,
        String.join(
            "\n",
            "s3proxy.endpoint=http://127.0.0.1:" + port,
            "s3proxy.authorization=none",
            "jclouds.provider=transient",
            "jclouds.identity=none",
            "jclouds.credential=none",
            ""));
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jar = FOLDER.resolve("s3proxy.jar").toAbsolutePath().toString();
    var log = home.resolve("s3proxy.log");
    var server =
        new ProcessBuilder(
                List.of(
                    java,
                    "-Xmx256m",
                    "-DLOG_LEVEL=info",
                    "-jar",
                    jar,
                    "--properties",
                    settings.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    var store = new ObjectStore(server, port);
    Awaitility.await("the object store, see " + log)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> answers(port) || !server.isAlive());
    if (!server.isAlive()) {
      throw new IOException("the object store does not start: " + Files.readString(log));
    }
    makeBucket(port, bucket);
    store.connect();
    return store;
  }

  private static void makeBucket(int port, String bucket) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + bucket))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
        throw new IOException("the object store makes no bucket: " + answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Where the engine of another process finds the client, for FLINK_PLUGINS_DIR. */
  public static Path plugins() {
    return FOLDER.resolve("plugins").toAbsolutePath();
  }

  /** What the client has to be told, by the names the engine has for it. */
  public Map<String, String> client() {
    return Map.of(
        "s3.endpoint",
        "http://127.0.0.1:" + port,
        "s3.endpoint.region",
        "us-east-1",
        "s3.path.style.access",
        "true",
        "s3.access-key",
        KEY,
        "s3.secret-key",
        KEY);
  }

  private void connect() throws IOException {
    var client = Configuration.fromMap(client());
    var plugins = new DirectoryBasedPluginFinder(plugins());
    FileSystem.initialize(client, new DefaultPluginManager(plugins.findPlugins(), PARENT_FIRST));
  }

  @Override
  public void close() throws IOException {
    FileSystem.initialize(new Configuration(), null);
    server.destroy();
    try {
      if (!server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (InterruptedException e) {
      server.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
