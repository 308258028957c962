package citybrain.jobs.polling;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an origin may send the poller. Whoever runs an origin could else have the poller ask
 * machines that only it can reach, and put their answers on the topic. It may send it to itself,
 * and to hosts the city file names; a pattern of names allows no address of this machine or the
 * networks around it, whatever the name resolves to.
 */
final class RedirectRule {

  private static final int LAST_PORT = 65_535;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final URI origin;
  private final List<String> allowed;

  /**
   * @param origin the address the city file has; it may lie anywhere
   * @param allowed hosts, see {@code PollSpec}
   */
  RedirectRule(URI origin, List<String> allowed) {
    this.origin = origin;
    this.allowed = List.copyOf(allowed);
  }

  /** Why this may not be followed; empty when it may. */
  Optional<String> refusal(URI from, URI to) {
    boolean isWeb = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
    if (!isWeb || to.getHost() == null) {
      return Optional.of("to no address of the web");
    }
    if ("https".equals(from.getScheme()) && "http".equals(to.getScheme())) {
      return Optional.of("from https to http");
    }
    if (to.getRawUserInfo() != null) {
      return Optional.of("to an address with a user in it");
    }
    if (to.getPort() == 0 || to.getPort() > LAST_PORT) {
      return Optional.of("to a port that does not exist");
    }
    var host = host(to);
    if (isOrigin(to) || allowed.contains(host)) {
      return Optional.empty();
    }
    if (allowed.stream().anyMatch(pattern -> isBelow(host, pattern))) {
      return isPublic(host)
          ? Optional.empty()
          : Optional.of(
              "to " + host + ", which is no public address: poll-allow-hosts must have its name");
    }
    return Optional.of("to the host " + host + ", which is not in poll-allow-hosts");
  }

  /** The same host at the same port, or the step to https at the usual ports. */
  boolean isOrigin(URI to) {
    boolean upgrade = port(origin) == HTTP && port(to) == HTTPS && "https".equals(to.getScheme());
    return host(to).equals(host(origin)) && (port(to) == port(origin) || upgrade);
  }

  private static int port(URI address) {
    int usual = "https".equals(address.getScheme()) ? HTTPS : HTTP;
    return address.getPort() < 0 ? usual : address.getPort();
  }

  private static String host(URI address) {
    return address.getHost().toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
  }

  private static boolean isBelow(String host, String pattern) {
    return pattern.startsWith("*.") && host.endsWith(pattern.substring(1));
  }

  /** The client finds the same addresses: Java remembers them for longer than an exchange. */
  private static boolean isPublic(String host) {
    try {
      for (var address : InetAddress.getAllByName(host)) {
        if (!PublicAddress.is(address)) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      return true; // the client will say so
    }
  }
}
