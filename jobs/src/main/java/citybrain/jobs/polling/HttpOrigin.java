package citybrain.jobs.polling;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An address asked by conditional GET (RFC 9110, section 13): the validators of the last answer go
 * along, and an origin that has nothing new says 304. The whole exchange has one deadline, the body
 * a limit before and after unpacking; redirects are followed five times, never from https to http,
 * and keys stay with the host they were meant for.
 */
final class HttpOrigin implements Origin {

  private static final int MOST_REDIRECTS = 5;

  private final HttpClient client;
  private final URI address;
  private final Map<String, String> headers;
  private final Duration timeout;
  private final int limit;
  private Validators known;
  private Validators offered = Validators.NONE;

  /** What a later answer is compared with; the digest serves origins that know no ETag. */
  private record Validators(String etag, String modified, String digest) {

    static final Validators NONE = new Validators("", "", "");

    /** One line; an ETag holds no tab (RFC 9110, section 8.8.3). */
    String written() {
      return String.join("\t", etag, modified, digest);
    }

    static Validators read(String written) {
      var parts = written.split("\t", -1);
      return parts.length == 3 ? new Validators(parts[0], parts[1], parts[2]) : NONE;
    }
  }

  /**
   * An address to be asked.
   *
   * @param headers sent to the host of this address only
   * @param timeout for one exchange from the first to the last byte
   * @param limit in bytes
   * @param position where an earlier poller stood, empty at first
   */
  HttpOrigin(
      HttpClient client,
      URI address,
      Map<String, String> headers,
      Duration timeout,
      int limit,
      String position) {
    this.client = client;
    this.address = address;
    this.headers = Map.copyOf(headers);
    this.timeout = timeout;
    this.limit = limit;
    this.known = Validators.read(position);
  }

  /** A client as origins need it: it follows nothing by itself. */
  static HttpClient client(Duration connectTimeout) {
    return HttpClient.newBuilder()
        .connectTimeout(connectTimeout)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  @Override
  public Answer ask() throws InterruptedException {
    var at = address;
    var seen = new HashSet<URI>();
    for (int hop = 0; hop <= MOST_REDIRECTS && seen.add(at); hop++) {
      var exchange = exchange(at);
      if (exchange instanceof Went failed) {
        return failed.answer();
      }
      var response = ((Came) exchange).response();
      if (!isRedirect(response.statusCode())) {
        return answer(response);
      }
      var next = target(at, response);
      if (next.isEmpty()) {
        return new Answer.Failed(
            PollFailure.REDIRECT,
            String.format(
                Locale.ROOT,
                "status %d from %s leads nowhere we may go",
                response.statusCode(),
                shown(at)));
      }
      at = next.get();
    }
    return new Answer.Failed(PollFailure.REDIRECT, "redirects without end, last to " + shown(at));
  }

  @Override
  public void accepted() {
    known = offered;
  }

  /** One exchange that came to its end, or why it did not. */
  private sealed interface Exchange permits Came, Went {}

  private record Came(HttpResponse<byte[]> response) implements Exchange {}

  private record Went(Answer.Failed answer) implements Exchange {}

  private Exchange exchange(URI at) throws InterruptedException {
    var future = client.sendAsync(request(at), this::body);
    try {
      return new Came(future.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | CancellationException e) {
      future.cancel(true);
      return failed(PollFailure.TIMEOUT, "no whole answer within " + timeout);
    } catch (ExecutionException e) {
      return failed(e.getCause());
    } catch (InterruptedException e) {
      future.cancel(true);
      throw e;
    }
  }

  private HttpRequest request(URI at) {
    var request =
        HttpRequest.newBuilder(at)
            .timeout(timeout)
            .header("User-Agent", "citybrain-poller")
            .header("Accept-Encoding", "gzip");
    if (isSameHost(at)) {
      headers.forEach(request::setHeader);
    }
    if (!known.etag().isEmpty()) {
      request.header("If-None-Match", known.etag());
    }
    if (!known.modified().isEmpty()) {
      request.header("If-Modified-Since", known.modified());
    }
    return request.build();
  }

  private boolean isSameHost(URI at) {
    return address.getScheme().equals(at.getScheme())
        && address.getAuthority().equals(at.getAuthority());
  }

  private HttpResponse.BodySubscriber<byte[]> body(HttpResponse.ResponseInfo info) {
    return new LimitedBody(limit);
  }

  private static Exchange failed(@Nullable Throwable cause) {
    if (cause instanceof LimitedBody.TooLargeException) {
      return failed(PollFailure.TOO_LARGE, said(cause));
    }
    if (cause instanceof HttpTimeoutException) {
      return failed(PollFailure.TIMEOUT, said(cause));
    }
    if (cause instanceof ConnectException) {
      return failed(PollFailure.UNREACHABLE, said(cause));
    }
    if (cause instanceof IOException) {
      return failed(PollFailure.BROKEN, said(cause));
    }
    throw new IllegalStateException("the HTTP client failed", cause);
  }

  private static Exchange failed(PollFailure why, String detail) {
    return new Went(new Answer.Failed(why, detail));
  }

  private static String said(Throwable cause) {
    var message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private static Optional<URI> target(URI from, HttpResponse<byte[]> response) {
    try {
      return response
          .headers()
          .firstValue("Location")
          .map(from::resolve)
          .filter(to -> to.getHost() != null && isAllowed(from, to));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no address at all
    }
  }

  private static boolean isAllowed(URI from, URI to) {
    return "https".equals(to.getScheme())
        || ("http".equals(to.getScheme()) && "http".equals(from.getScheme()));
  }

  private Answer answer(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 304) {
      return new Answer.Unchanged();
    }
    if (status != 200) {
      return new Answer.Failed(PollFailure.STATUS, "status " + status, RetryAfter.of(response));
    }
    var type = response.headers().firstValue("Content-Type").orElse("");
    if (type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
      // A page for people: a portal, a login, an error that says 200.
      return new Answer.Failed(PollFailure.WRONG_TYPE, "content type " + type);
    }
    try {
      return answer(response, unpacked(response));
    } catch (LimitedBody.TooLargeException e) {
      return new Answer.Failed(PollFailure.TOO_LARGE, said(e) + " when unpacked");
    } catch (IOException e) {
      return new Answer.Failed(PollFailure.BROKEN, "not gzip as it says: " + said(e));
    }
  }

  private Answer answer(HttpResponse<byte[]> response, byte[] body) {
    if (body.length == 0) {
      return new Answer.Failed(PollFailure.EMPTY, "an empty body");
    }
    var found =
        new Validators(
            response.headers().firstValue("ETag").orElse(""),
            response.headers().firstValue("Last-Modified").orElse(""),
            Digest.of(body));
    if (found.digest().equals(known.digest())) {
      known = found;
      return new Answer.Unchanged();
    }
    offered = found;
    return new Answer.Fresh(List.of(new Answer.Document(shown(address), body)), found.written());
  }

  private byte[] unpacked(HttpResponse<byte[]> response) throws IOException {
    var encoding = response.headers().firstValue("Content-Encoding").orElse("");
    if (!encoding.equalsIgnoreCase("gzip")) {
      return response.body();
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      var bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new LimitedBody.TooLargeException(limit);
      }
      return bytes;
    }
  }

  /** Without user info, query and fragment: keys may stand there. */
  static String shown(URI address) {
    return address.getScheme()
        + "://"
        + address.getAuthority().replaceAll("^.*@", "")
        + address.getPath();
  }
}
