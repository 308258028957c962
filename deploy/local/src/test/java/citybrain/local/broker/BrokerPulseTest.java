package citybrain.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class BrokerPulseTest {

  /** As a broker that stands still: connections come about, and nothing is said. */
  @Test
  @SuppressWarnings("try") // the pulse speaks by itself
  void aSilentBrokerIsWaitedForAloudAndGivenUp() throws Exception {
    var said = new ConcurrentLinkedQueue<String>();
    var givenUp = new ConcurrentLinkedQueue<Long>();
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var pulse =
            BrokerPulse.start(
                "127.0.0.1:" + silent.getLocalPort(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(4),
                said::add,
                givenUp::add)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> !givenUp.isEmpty());
    }
    assertThat(said)
        .isNotEmpty()
        .allMatch(line -> line.matches("Waiting for the broker, \\d+ s ..."));
    assertThat(givenUp).singleElement().satisfies(s -> assertThat(s).isGreaterThanOrEqualTo(4));
  }
}
