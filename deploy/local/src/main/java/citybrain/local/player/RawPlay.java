package citybrain.local.player;

import citybrain.feed.RawMessage;
import citybrain.local.recording.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the play of cities says, in memory instead of a topic. */
public final class RawPlay {

  private RawPlay() {}

  /**
   * The messages of all cities in the order of arrival; writes the reference files of synthetic
   * ones. A feed that cannot be played to its end ends sooner.
   *
   * @param span how much of each city, from where its past begins
   * @param mostRecords of each city: the message with which so many are reached is the last
   * @throws citybrain.feed.SettingException what is missing, where, who publishes it
   */
  public static List<RawMessage> messages(
      PlayerSettings settings, Duration span, long mostRecords) {
    Players.prepare(settings);
    var all = new ArrayList<RawMessage>();
    try {
      for (var city : Scripts.cities(settings)) {
        var script = Scripts.of(city, settings);
        script.play(new Hearer(all, script.begins().plus(span), mostRecords));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    all.sort(Comparator.comparing(RawMessage::arrival));
    return all;
  }

  private static final class Hearer implements Stage {

    private final List<RawMessage> heard;
    private final Instant until;
    private final long mostRecords;
    private long records;

    Hearer(List<RawMessage> heard, Instant until, long mostRecords) {
      this.heard = heard;
      this.until = until;
      this.mostRecords = mostRecords;
    }

    @Override
    public boolean send(Message message) {
      var raw = message.raw();
      if (!raw.arrival().isBefore(until)) {
        return false;
      }
      heard.add(message.told());
      records += raw.records();
      return records < mostRecords;
    }

    @Override
    public void problem(String feed, String text) {
      // The recording is what it is: it holds what came before.
    }
  }
}
