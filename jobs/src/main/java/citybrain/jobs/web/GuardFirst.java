package citybrain.jobs.web;

import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerAdapter;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandlerContext;
import org.apache.flink.shaded.netty4.io.netty.handler.codec.http.HttpServerCodec;

/**
 * Moves the guard to the front. Flink adds handlers of others behind the one that writes uploads to
 * disk: a refused upload would be on the disk already.
 */
final class GuardFirst extends ChannelHandlerAdapter {

  private final RequestRules rules;

  GuardFirst(RequestRules rules) {
    this.rules = rules;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    var pipeline = context.pipeline();
    var codec = pipeline.context(HttpServerCodec.class);
    if (codec == null) {
      // A Flink that reads HTTP another way: nothing passes unguarded.
      var unused = context.channel().close();
      throw new IllegalStateException("no place for the guard among " + pipeline.names());
    }
    pipeline.addAfter(codec.name(), GuardHandler.class.getName(), new GuardHandler(rules));
    pipeline.remove(this);
  }
}
