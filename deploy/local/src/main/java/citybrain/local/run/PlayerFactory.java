package citybrain.local.run;

import citybrain.local.Player;
import citybrain.local.PlayerSettings;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Instant;

/** Where players come from. */
final class PlayerFactory {

  private static final String PLAYERS = "citybrain.local.player.Players";

  private PlayerFactory() {}

  static Player open(PlayerSettings settings) {
    return (Player) call("open", new Class<?>[] {PlayerSettings.class}, settings);
  }

  /** Writes what really happened; false when the city is not synthetic. */
  static boolean writeTruth(PlayerSettings settings, Instant from, Instant to, Path file) {
    return (boolean)
        call(
            "writeTruth",
            new Class<?>[] {PlayerSettings.class, Instant.class, Instant.class, Path.class},
            settings,
            from,
            to,
            file);
  }

  private static Object call(String method, Class<?>[] types, Object... arguments) {
    try {
      return Class.forName(PLAYERS).getMethod(method, types).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this build has no player", e);
    }
  }
}
