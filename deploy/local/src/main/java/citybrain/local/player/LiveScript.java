package citybrain.local.player;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;

/** A city that lives: all its feeds are polled, and there is nothing to play. Its clock is ours. */
final class LiveScript implements Script {

  private final String city;
  private final Instant now;

  LiveScript(String city, Instant now) {
    this.city = city;
    this.now = now;
  }

  @Override
  public String city() {
    return city;
  }

  @Override
  public Instant begins() {
    return now;
  }

  @Override
  public Instant live() {
    return now;
  }

  @Override
  public double speed(double wanted) {
    return 1;
  }

  @Override
  public SortedMap<String, String> settings() {
    return Collections.emptySortedMap();
  }

  @Override
  public void play(Stage stage) {
    stage.stay();
  }
}
