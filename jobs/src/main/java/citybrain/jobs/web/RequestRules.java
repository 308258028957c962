package citybrain.jobs.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaders;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpMethod;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;

/**
 * Which requests a web server on the loopback interface takes. Every page in every browser of this
 * machine can send it requests, and reach it under a name of its own by letting that name point
 * here: so the name must be ours, the page, if the browser names it, must be ours, and what changes
 * something needs a secret that no page knows.
 */
final class RequestRules {

  private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final int HTTP_PORT = 80;

  private final Optional<byte[]> authorization;

  /**
   * @param secret nobody may change anything when empty
   */
  RequestRules(Optional<String> secret) {
    this.authorization =
        secret.map(word -> ("Bearer " + word).getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Why a request is refused; empty when it may pass.
   *
   * @param port where it came in
   */
  Optional<String> refusal(HttpRequest request, int port) {
    if (!request.decoderResult().isSuccess()) {
      return Optional.of("not HTTP");
    }
    var headers = request.headers();
    var host = headers.getAll(HttpHeaderNames.HOST);
    if (host.size() != 1 || !isOwn(host.get(0), port)) {
      return Optional.of("this server is not of that name");
    }
    var origins = headers.getAll(HttpHeaderNames.ORIGIN);
    if (!origins.isEmpty() && !origins.equals(List.of("http://" + host.get(0)))) {
      return Optional.of("the page is not of this server");
    }
    if (!request.uri().startsWith("/")) {
      return Optional.of("not a path");
    }
    if (isUpgrade(headers)) {
      return Optional.of("only HTTP is spoken here");
    }
    return isLook(request) || isAuthorized(headers)
        ? Optional.empty()
        : Optional.of("this needs the secret of the run");
  }

  private static boolean isOwn(String host, int port) {
    var given = host.toLowerCase(Locale.ROOT);
    return OWN_NAMES.stream()
        .anyMatch(
            name -> given.equals(name + ":" + port) || (port == HTTP_PORT && given.equals(name)));
  }

  /** The JDK's own client offers h2c with every request, which Flink passes over. */
  private static boolean isUpgrade(HttpHeaders headers) {
    return headers.getAll(HttpHeaderNames.UPGRADE).stream()
        .anyMatch(protocol -> !protocol.equalsIgnoreCase("h2c"));
  }

  private static boolean isLook(HttpRequest request) {
    var headers = request.headers();
    return (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
        && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        && headers.getAll(HttpHeaderNames.CONTENT_LENGTH).stream().allMatch("0"::equals)
        && !headers.contains(HttpHeaderNames.EXPECT)
        && HarmlessPaths.contain(request.uri());
  }

  private boolean isAuthorized(HttpHeaders headers) {
    var given = headers.getAll(HttpHeaderNames.AUTHORIZATION);
    return given.size() == 1
        && authorization.isPresent()
        && MessageDigest.isEqual(
            authorization.get(), given.get(0).getBytes(StandardCharsets.ISO_8859_1));
  }
}
