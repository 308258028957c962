package citybrain.local.broker;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/**
 * Asks a broker again and again whether it is there, so that whoever waits for it, in whatever
 * client, need not say so: "Waiting for the broker, 12 s ...". Gives it up after {@link
 * Patience#LONGEST}.
 */
public final class BrokerPulse implements AutoCloseable {

  private static final Duration FIRST_WORD = Duration.ofSeconds(10);
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Admin admin;
  private final Duration firstWord;
  private final Duration longest;
  private final Consumer<String> say;
  private final LongConsumer giveUp;
  private final Thread thread = new Thread(this::follow, "broker-pulse");
  private volatile boolean closed;

  private BrokerPulse(
      String bootstrap,
      Duration firstWord,
      Duration longest,
      Consumer<String> say,
      LongConsumer giveUp) {
    this.firstWord = firstWord;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                Patience.GLANCE_MILLIS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Patience.GLANCE_MILLIS,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500));
    this.longest = longest;
    this.say = say;
    this.giveUp = giveUp;
  }

  /**
   * Begins to ask.
   *
   * @param say gets a word when somebody may be waiting, ever more rarely
   * @param giveUp called once with the seconds of silence, when there were too many
   */
  public static BrokerPulse start(String bootstrap, Consumer<String> say, LongConsumer giveUp) {
    return start(bootstrap, FIRST_WORD, Patience.LONGEST, say, giveUp);
  }

  static BrokerPulse start(
      String bootstrap,
      Duration firstWord,
      Duration longest,
      Consumer<String> say,
      LongConsumer giveUp) {
    var pulse = new BrokerPulse(bootstrap, firstWord, longest, say, giveUp);
    pulse.thread.setDaemon(true);
    pulse.thread.start();
    return pulse;
  }

  private void follow() {
    long answered = System.nanoTime();
    long nextWord = firstWord.toNanos();
    try {
      while (!closed) {
        boolean answers = answers();
        long silence = System.nanoTime() - answered;
        if (closed) {
          return;
        }
        if (answers) {
          if (nextWord > firstWord.toNanos()) {
            say.accept(
                String.format(Locale.ROOT, "The broker answers, after %d s.", seconds(silence)));
          }
          answered = System.nanoTime();
          nextWord = firstWord.toNanos();
        } else if (silence > longest.toNanos()) {
          giveUp.accept(seconds(silence));
          return;
        } else if (silence >= nextWord) {
          say.accept(
              String.format(Locale.ROOT, "Waiting for the broker, %d s ...", seconds(silence)));
          nextWord = Math.max(2 * nextWord, silence);
        }
        Thread.sleep(BETWEEN.toMillis());
      }
    } catch (InterruptedException e) {
      // Closed.
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static long seconds(long nanos) {
    return Duration.ofNanos(nanos).toSeconds();
  }

  private boolean answers() throws InterruptedException {
    try {
      var asked = new DescribeClusterOptions().timeoutMs(Patience.GLANCE_MILLIS);
      return !admin.describeCluster(asked).nodes().get().isEmpty();
    } catch (ExecutionException e) {
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
