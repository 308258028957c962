package citybrain.local.player;

import citybrain.feed.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Opens players. */
public final class Players {

  private Players() {}

  /**
   * Checks that all there is to play is there, and writes the reference files of synthetic cities
   * to {@code <home>/synthetic/<city>}. Needs no broker.
   *
   * @throws SettingException what is missing, where it was expected, who publishes it
   */
  public static void prepare(PlayerSettings settings) {
    scripts(settings);
  }

  /** Begins with it in a thread of its own; what goes wrong is told where it is opened. */
  public static Prepared beginToPrepare(PlayerSettings settings) {
    return new Prepared(CompletableFuture.supplyAsync(() -> scripts(settings)));
  }

  /** All there is to play, or will be soon. */
  public static final class Prepared {
    private final Future<List<Script>> scripts;

    private Prepared(Future<List<Script>> scripts) {
      this.scripts = scripts;
    }

    private List<Script> scripts() {
      try {
        return scripts.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException why ? why : new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the play is prepared", e);
      }
    }
  }

  /**
   * Finds out how far an earlier play into this topic came and gets ready to go on from there.
   *
   * @throws SettingException when something is missing or the topic holds another play
   */
  public static Player open(PlayerSettings settings) {
    return open(settings, beginToPrepare(settings), PastPace.FREE);
  }

  /** The same of what is prepared, with its past played at this pace. */
  public static Player open(PlayerSettings settings, Prepared prepared, PastPace pace) {
    var scripts = prepared.scripts();
    var file = new PlayFile(settings.home());
    try {
      var mark = file.mark();
      var before = RawTotals.read(settings.bootstrap(), mark);
      file.agree(scripts, before);
      return new KafkaPlayer(
          new RawProducer(settings.bootstrap(), mark),
          mark,
          before,
          settings.speed(),
          pace,
          scripts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes what really happened in the synthetic city within [from, to), as JSON.
   *
   * @return false when none of the cities is synthetic, so that there is no truth
   */
  public static boolean writeTruth(PlayerSettings settings, Instant from, Instant to, Path file) {
    try {
      for (var city : Scripts.cities(settings)) {
        if (city.synthetic()) {
          new SyntheticFiles(Scripts.syntheticSettings(city, settings))
              .writeTruth(city.city(), from, to, file);
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the truth to " + file, e);
    }
  }

  private static List<Script> scripts(PlayerSettings settings) {
    if (!(settings.speed() > 0)) {
      throw new SettingException(
          "--speed is %s, expected a number above 0".formatted(settings.speed()));
    }
    try {
      var scripts = new ArrayList<Script>();
      for (var city : Scripts.cities(settings)) {
        if (city.synthetic()) {
          new SyntheticFiles(Scripts.syntheticSettings(city, settings))
              .writeReference(settings.home().resolve("synthetic").resolve(city.city()));
        }
        scripts.add(Scripts.of(city, settings));
      }
      if (scripts.isEmpty()) {
        throw new SettingException("there is no city to play");
      }
      return scripts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
