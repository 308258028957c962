package citybrain.jobs.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.1",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "0.1.2.3",
        "100.64.0.1",
        "192.0.0.8",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fdff::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "::10.1.2.3",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "2002:7f00:1::",
        "2002:a00:1::1"
      })
  void isOfThisMachineOrTheNetworksAroundIt(String address) throws Exception {
    assertThat(PublicAddress.is(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.15.0.1",
        "172.32.0.1",
        "100.128.0.1",
        "192.167.1.1",
        "198.20.0.1",
        "2001:4860:4860::8888",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002:808:808::1"
      })
  void isPublic(String address) throws Exception {
    assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
  }

  private static boolean isAllowed(String from, String to, String... hosts) {
    var origin = URI.create(from);
    return new RedirectRule(origin, List.of(hosts)).refusal(origin, URI.create(to)).isEmpty();
  }

  @Test
  void anOriginMaySendToItselfAndToWhatIsNamed() {
    assertThat(isAllowed("http://a.org/x", "http://A.org:80/y")).isTrue();
    assertThat(isAllowed("http://a.org/x", "https://a.org/y")).isTrue();
    assertThat(isAllowed("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/y")).isTrue();
    assertThat(isAllowed("http://a.org/x", "http://b.org/y", "b.org")).isTrue();
    assertThat(isAllowed("http://a.org/x", "http://10.0.0.7:8080/y", "10.0.0.7")).isTrue();
    assertThat(isAllowed("http://a.org/x", "http://localhost/y", "localhost")).isTrue();
    assertThat(isAllowed("https://a.org/x", "https://8.8.8.8/y", "8.8.8.8")).isTrue();
  }

  @Test
  void andNowhereElse() {
    assertThat(isAllowed("https://a.org/x", "http://a.org/y")).isFalse();
    assertThat(isAllowed("http://a.org/x", "http://a.org:9092/y")).isFalse();
    assertThat(isAllowed("http://127.0.0.1:8080/x", "http://127.0.0.1:9092/y")).isFalse();
    assertThat(isAllowed("http://a.org/x", "http://b.org/y", "c.org", "*.b.org")).isFalse();
    assertThat(isAllowed("http://a.org/x", "http://x.b.org.evil/y", "*.b.org")).isFalse();
    assertThat(isAllowed("http://a.org/x", "http://u:p@a.org/y")).isFalse();
  }

  @Test
  void aPatternOfNamesLeadsToPublicAddressesOnly() {
    // Both names resolve without a network: by RFC 6761, and as Java reads numbers.
    assertThat(isAllowed("http://a.org/x", "http://127.0.0.1/y", "*.0.0.1")).isFalse();
    assertThat(isAllowed("http://a.org/x", "http://8.8.4.4/y", "*.8.4.4")).isTrue();
  }
}
