package citybrain.local.view;

import citybrain.alerting.Alert;
import citybrain.local.flink.JobState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All the live view shows, at one moment.
 *
 * @param city for people, several with plus signs
 * @param zone in which the clock is shown, that of the first city
 * @param zones of alerts
 * @param clock of what the city has understood
 * @param aggregates about how many were published; the exact figure is in the report
 * @param missed values whose windows were forgotten when they came
 * @param alerts the newest first
 * @param problem what is wrong, in words
 */
public record Snapshot(
    String city,
    boolean synthetic,
    ZoneId zone,
    CityTimes zones,
    Clock clock,
    double speed,
    List<FeedRow> feeds,
    List<JobState> jobs,
    int expectedJobs,
    long aggregates,
    long late,
    long missed,
    long lakeFiles,
    long lakeBytes,
    long opened,
    long closed,
    List<Alert> alerts,
    Links links,
    Optional<String> problem) {

  /**
   * How far the city has come.
   *
   * @param time all that arrived before is understood
   * @param live false while that is of the past
   * @param toGo seconds until the past is understood, about, if that can be told
   * @param behind seconds that the city's clock is ahead of this one, once live
   */
  public record Clock(Instant time, boolean live, OptionalLong toGo, long behind) {

    public static Clock catchingUp(Instant time, OptionalLong toGo) {
      return new Clock(time, false, toGo, 0);
    }

    public static Clock live(Instant time, long behind) {
      return new Clock(time, true, OptionalLong.empty(), behind);
    }
  }

  /**
   * One feed.
   *
   * @param placed not measured in this city but shown as if
   * @param perSecond records sent per wall second
   */
  public record FeedRow(
      String name,
      boolean placed,
      long records,
      double perSecond,
      long observations,
      long rejected) {}

  /** Where to look further. */
  public record Links(String web, String bootstrap, String metrics, String lake) {}

  long runningJobs() {
    return jobs.stream().filter(JobState::isRunning).count();
  }

  long restarts() {
    return jobs.stream().mapToLong(JobState::restarts).sum();
  }

  long records() {
    return feeds.stream().mapToLong(FeedRow::records).sum();
  }

  double perSecond() {
    return feeds.stream().mapToDouble(FeedRow::perSecond).sum();
  }

  long observations() {
    return feeds.stream().mapToLong(FeedRow::observations).sum();
  }

  long rejected() {
    return feeds.stream().mapToLong(FeedRow::rejected).sum();
  }
}
