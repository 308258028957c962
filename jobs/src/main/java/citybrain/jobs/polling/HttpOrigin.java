package citybrain.jobs.polling;

import citybrain.cityfile.PollSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An address asked by conditional GET (RFC 9110, section 13): the validators of the last answer go
 * along, and an origin that has nothing new says 304. The whole poll has one deadline, redirects
 * included, the body a limit before and after unpacking; five redirects are followed to where
 * {@link RedirectRule} allows, and keys stay with the host they were meant for.
 */
final class HttpOrigin implements Origin {

  private static final int MOST_REDIRECTS = 5;
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final URI address;
  private final Map<String, String> headers;
  private final Duration timeout;
  private final int limit;
  private final RedirectRule redirects;

  /** Its own: what an origin does to its client harms no other feed. */
  private HttpClient client = client();

  private Validators known;
  private Validators offered = Validators.NONE;

  /** What a later answer is compared with; the digest serves origins that know no ETag. */
  private record Validators(String etag, String modified, String digest) {

    static final Validators NONE = new Validators("", "", "");

    /** What can be sent back as it came, and kept with every delivery. */
    private static final Pattern USABLE = Pattern.compile("[ -~]{1,256}");

    static Validators of(HttpResponse<byte[]> response, String digest) {
      return new Validators(
          usable(response.headers().firstValue("ETag").orElse("")),
          usable(response.headers().firstValue("Last-Modified").orElse("")),
          digest);
    }

    private static String usable(String validator) {
      return USABLE.matcher(validator).matches() ? validator : "";
    }

    /** One line; an ETag holds no tab (RFC 9110, section 8.8.3). */
    String written() {
      return String.join("\t", etag, modified, digest);
    }

    static Validators read(String written) {
      var parts = written.split("\t", -1);
      return parts.length == 3
          ? new Validators(usable(parts[0]), usable(parts[1]), parts[2])
          : NONE;
    }
  }

  /**
   * An address to be asked.
   *
   * @param headers sent to the host of this address only
   * @param position where an earlier poller stood, empty at first
   */
  HttpOrigin(PollSpec poll, Map<String, String> headers, String position) {
    this.address = poll.address();
    this.headers = Map.copyOf(headers);
    this.timeout = poll.timeout();
    this.limit = poll.limit();
    this.redirects = new RedirectRule(address, poll.allowHosts());
    this.known = Validators.read(position);
  }

  /** It follows nothing by itself, and offers no upgrade to an origin that never heard of one. */
  private static HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(CONNECT)
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  @Override
  public Answer ask(Room.Share share) throws InterruptedException {
    var end = CLOCK.instant().plus(timeout);
    var at = address;
    var seen = new HashSet<URI>();
    for (int hop = 0; hop <= MOST_REDIRECTS && seen.add(at); hop++) {
      var exchange = exchange(at, left(end), share);
      if (exchange instanceof Went failed) {
        return failed.answer();
      }
      var response = ((Came) exchange).response();
      if (!isRedirect(response.statusCode())) {
        return answer(response, share);
      }
      var next = target(at, response);
      if (next == null) {
        return redirectFailed(response, at, "to no address at all");
      }
      var refusal = redirects.refusal(at, next);
      if (refusal.isPresent()) {
        return redirectFailed(response, at, refusal.get());
      }
      at = next;
    }
    return new Answer.Failed(
        PollFailure.REDIRECT, Said.text("redirects without end, last to " + shown(at)));
  }

  /** Never more than all of it, should the clock be set back. */
  private Duration left(Instant end) {
    var left = Duration.between(CLOCK.instant(), end);
    return left.compareTo(timeout) < 0 ? left : timeout;
  }

  private static Answer.Failed redirectFailed(
      HttpResponse<byte[]> response, URI from, String where) {
    return new Answer.Failed(
        PollFailure.REDIRECT,
        Said.text(
            String.format(
                Locale.ROOT,
                "status %d sends %s; asked was %s",
                response.statusCode(),
                where,
                shown(from))));
  }

  @Override
  public void accepted() {
    known = offered;
  }

  /** One exchange that came to its end, or why it did not. */
  private sealed interface Exchange permits Came, Went {}

  private record Came(HttpResponse<byte[]> response) implements Exchange {}

  private record Went(Answer.Failed answer) implements Exchange {}

  private Exchange exchange(URI at, Duration left, Room.Share share) throws InterruptedException {
    if (left.toMillis() < 1) {
      return late();
    }
    CompletableFuture<HttpResponse<byte[]>> future;
    try {
      future = client.sendAsync(request(at, left), info -> new LimitedBody(limit, share));
    } catch (IllegalArgumentException e) {
      return failed(PollFailure.BROKEN, Said.of(e)); // of an address the client cannot use
    }
    try {
      return new Came(future.get(left.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | CancellationException e) {
      future.cancel(true);
      return late();
    } catch (ExecutionException e) {
      return failed(e.getCause());
    } catch (InterruptedException e) {
      future.cancel(true);
      throw e;
    }
  }

  private HttpRequest request(URI at, Duration left) {
    var request =
        HttpRequest.newBuilder(at)
            .timeout(left)
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
    return address.getScheme().equals(at.getScheme()) && redirects.isOrigin(at);
  }

  private Exchange late() {
    return failed(PollFailure.TIMEOUT, "no whole answer within " + timeout);
  }

  private Exchange failed(@Nullable Throwable cause) {
    if (cause instanceof LimitedBody.TooLargeException) {
      return failed(PollFailure.TOO_LARGE, cause.getMessage());
    }
    if (cause instanceof Room.FullException) {
      return failed(PollFailure.NO_ROOM, cause.getMessage());
    }
    if (cause instanceof HttpTimeoutException) {
      return late();
    }
    if (cause instanceof ConnectException) {
      return failed(PollFailure.UNREACHABLE, Said.of(cause));
    }
    // Whatever else the client throws, it cannot make sense of what came. It may have lost its own
    // thread over it.
    client = client();
    return cause instanceof OutOfMemoryError
        ? failed(PollFailure.NO_ROOM, "no memory was left for it")
        : failed(PollFailure.BROKEN, Said.of(cause));
  }

  private static Exchange failed(PollFailure why, @Nullable String detail) {
    return new Went(new Answer.Failed(why, detail == null ? "" : detail));
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private static @Nullable URI target(URI from, HttpResponse<byte[]> response) {
    try {
      return response.headers().firstValue("Location").map(from::resolve).orElse(null);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Answer answer(HttpResponse<byte[]> response, Room.Share share) {
    int status = response.statusCode();
    if (status == 304) {
      return new Answer.Unchanged();
    }
    if (status == 204) {
      return new Answer.Empty();
    }
    if (status != 200) {
      return new Answer.Failed(PollFailure.STATUS, "status " + status, RetryAfter.of(response));
    }
    var type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (type.startsWith("text/html")) {
      // A page for people: a portal, a login, an error that says 200.
      return new Answer.Failed(PollFailure.WRONG_TYPE, "content type text/html");
    }
    try {
      return answer(response, unpacked(response, share));
    } catch (LimitedBody.TooLargeException e) {
      return new Answer.Failed(PollFailure.TOO_LARGE, e.getMessage() + " when unpacked");
    } catch (Room.FullException e) {
      return new Answer.Failed(PollFailure.NO_ROOM, "unpacked it " + e.getMessage());
    } catch (IOException e) {
      return new Answer.Failed(PollFailure.BROKEN, "not gzip as it says: " + Said.of(e));
    }
  }

  private Answer answer(HttpResponse<byte[]> response, byte[] body) {
    if (body.length == 0) {
      return new Answer.Empty();
    }
    var found = Validators.of(response, Digest.of(body));
    if (found.digest().equals(known.digest())) {
      known = found;
      return new Answer.Unchanged();
    }
    offered = found;
    return new Answer.Fresh(List.of(new Answer.Document(shown(address), body)), found.written());
  }

  private byte[] unpacked(HttpResponse<byte[]> response, Room.Share share) throws IOException {
    var encoding = response.headers().firstValue("Content-Encoding").orElse("");
    if (!encoding.equalsIgnoreCase("gzip") || response.body().length == 0) {
      return response.body();
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      return Gathered.all(in, limit, share);
    }
  }

  /** Without user info, query and fragment: keys may stand there. */
  static String shown(URI address) {
    return address.getScheme()
        + "://"
        + String.valueOf(address.getAuthority()).replaceAll("^.*@", "")
        + address.getPath();
  }
}
