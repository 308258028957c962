package citybrain.jobs.polling;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Gathers a body in memory and hangs up as soon as it is larger than allowed or than fits. */
final class LimitedBody implements HttpResponse.BodySubscriber<byte[]> {

  private final CompletableFuture<byte[]> result = new CompletableFuture<>();
  private final Gathered gathered;
  private Flow.@Nullable Subscription subscription;

  LimitedBody(int limit, Room.Share share) {
    this.gathered = new Gathered(limit, share);
  }

  /** The body was larger than allowed. */
  static final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    TooLargeException(int limit) {
      super(String.format(Locale.ROOT, "more than %,d bytes", limit));
    }
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    try {
      for (var part : parts) {
        gathered.add(part);
      }
    } catch (IOException | OutOfMemoryError e) {
      if (subscription != null) {
        subscription.cancel();
      }
      result.completeExceptionally(e);
    }
  }

  @Override
  public void onError(Throwable problem) {
    result.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    try {
      result.complete(gathered.joined());
    } catch (OutOfMemoryError e) {
      result.completeExceptionally(e);
    }
  }
}
