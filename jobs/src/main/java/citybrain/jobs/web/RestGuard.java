package citybrain.jobs.web;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.io.network.netty.InboundChannelHandlerFactory;
import org.apache.flink.shaded.netty4.io.netty.channel.ChannelHandler;
import org.apache.flink.util.ConfigurationException;

/**
 * Puts a {@link GuardHandler} before everything else that Flink's web server does with a request.
 * Flink finds this class by its name in META-INF/services; it does nothing unless a configuration
 * names its rules, for the same jar runs where others guard the server.
 */
public final class RestGuard implements InboundChannelHandlerFactory {

  /**
   * Names the rules; the secret itself is never part of a configuration, which the web server shows
   * to everybody.
   */
  private static final ConfigOption<String> RULES =
      ConfigOptions.key("citybrain.rest.guard").stringType().noDefaultValue();

  private static final Map<String, RequestRules> BY_NAME = new ConcurrentHashMap<>();

  /**
   * Lets only this machine look at the web server, and nobody change anything but who knows the
   * secret.
   *
   * @param secret nobody may change anything when empty
   */
  public static void protect(Configuration configuration, Optional<String> secret) {
    if (ServiceLoader.load(InboundChannelHandlerFactory.class).stream()
        .noneMatch(found -> found.type().equals(RestGuard.class))) {
      throw new IllegalStateException("the guard of the web server is not found by the engine");
    }
    var name = UUID.randomUUID().toString();
    BY_NAME.put(name, new RequestRules(secret));
    configuration.set(RULES, name);
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(WebOptions.CANCEL_ENABLE, false);
  }

  @Override
  public int priority() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Optional<ChannelHandler> createHandler(
      Configuration configuration, Map<String, String> responseHeaders)
      throws ConfigurationException {
    var name = configuration.getOptional(RULES);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    var rules = BY_NAME.get(name.get());
    if (rules == null) {
      // The connection is closed: rules that are not there allow nothing.
      throw new ConfigurationException("no rules for requests are known as " + name.get());
    }
    return Optional.of(new GuardFirst(rules));
  }
}
