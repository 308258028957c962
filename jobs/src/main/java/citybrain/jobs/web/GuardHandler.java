package citybrain.jobs.web;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.shaded.netty4.io.netty.buffer.Unpooled;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelDuplexHandler;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelPromise;
import org.apache.flink.shaded.netty4.io.netty.channel.socket.SocketChannel;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.DefaultFullHttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderNames;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaderValues;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpHeaders;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpRequest;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponse;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpResponseStatus;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpStatusClass;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpVersion;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.LastHttpContent;
import org.apache.flink.shaded.netty4.io.netty.util.ReferenceCountUtil;

/**
 * Lets requests of one connection pass or refuses them, and sees to it that no page of another
 * origin can read or frame an answer. After one refusal nothing of the connection passes any more.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the connection
final class GuardHandler extends ChannelDuplexHandler {

  private static final List<CharSequence> OPENING_TO_OTHERS =
      List.of(
          HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN,
          HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS,
          HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
          HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS,
          HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS);

  private final RequestRules rules;
  private boolean refused;
  private boolean answerOwed;
  private boolean isInterim;

  GuardHandler(RequestRules rules) {
    this.rules = rules;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!refused && message instanceof HttpRequest request) {
      var port = ((InetSocketAddress) context.channel().localAddress()).getPort();
      // Answers leave in the order in which they are ready: one request at a time.
      var why =
          answerOwed
              ? Optional.of("a request before the answer to the last one")
              : rules.refusal(request, port);
      answerOwed = true;
      why.ifPresent(reason -> refuse(context, reason));
    }
    if (refused) {
      ReferenceCountUtil.release(message);
    } else {
      context.fireChannelRead(message);
    }
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (refused) {
      // Of a request before the refused one: the connection has had its last answer.
      ReferenceCountUtil.release(message);
      promise.setSuccess();
      return;
    }
    if (message instanceof HttpResponse response) {
      isInterim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
      if (!isInterim) {
        close(response.headers());
      }
    }
    if (message instanceof LastHttpContent && !isInterim) {
      answerOwed = false;
    }
    context.write(message, promise);
  }

  /** To pages of other origins. */
  private static void close(HttpHeaders headers) {
    OPENING_TO_OTHERS.forEach(headers::remove);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "frame-ancestors 'none'");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Referrer-Policy", "no-referrer");
  }

  private void refuse(ChannelHandlerContext context, String why) {
    refused = true;
    // As Flink's own refusals are written. The reasons are ours: nothing of the request is in them.
    var json = "{\"errors\":[\"Refused: %s.\"]}".formatted(why);
    var text = Unpooled.copiedBuffer(json, StandardCharsets.UTF_8);
    var answer =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.FORBIDDEN, text);
    answer
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/json; charset=UTF-8")
        .set(HttpHeaderNames.CONTENT_LENGTH, text.readableBytes())
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    close(answer.headers());
    context
        .writeAndFlush(answer)
        .addListener(
            written -> {
              // Who is still sending would lose the answer if the connection were closed at once.
              if (context.channel() instanceof SocketChannel socket && socket.isActive()) {
                socket.shutdownOutput();
              }
              context.executor().schedule(() -> context.close(), 1, TimeUnit.SECONDS);
            });
  }
}
