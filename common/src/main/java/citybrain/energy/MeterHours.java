package citybrain.energy;

import citybrain.observation.Observation;
import citybrain.observation.ObservedProperty;
import citybrain.observation.Pseudonym;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one transformer hour by hour, beside what the transformer itself carried. An hour
 * is known when the transformer's meter and nearly all others have spoken for the whole of it; for
 * the few that are missing stands what they usually count at this hour. Any other hour says
 * nothing: what is not read is not stolen.
 *
 * @param hour that runs, since 1970
 * @param meters in the order in which they were heard of first
 * @param last by meter, the hour in which it was heard of last
 * @param sums by meter, kWh of the hour that runs
 * @param counts by meter, readings of the hour that runs
 * @param habits kWh by meter and local hour of the day, 24 for each; NaN while unknown
 * @param learned hours by meter that its habits come from
 * @param carried by the transformer in the hour that runs, kWh
 * @param carriedCount readings of it
 * @param most readings of one meter in an hour
 * @param mostCarried readings of the transformer in an hour
 * @param unlike hours in a row without as many readings as that
 */
public record MeterHours(
    long hour,
    List<String> meters,
    int[] last,
    float[] sums,
    int[] counts,
    float[] habits,
    int[] learned,
    double carried,
    int carriedCount,
    int most,
    int mostCarried,
    int unlike) {

  /** More meters are not behind one transformer; their hours would not fit into a memory. */
  static final int MOST_METERS = 500;

  /** Share of the meters that may be missing in an hour. */
  private static final double MISSING = 0.05;

  /** A meter that was not heard of for so many hours was taken away. */
  private static final int GONE_HOURS = 30 * 24;

  /** After so many hours readings come at another interval than before. */
  private static final int LONGEST_UNLIKE = 72;

  /** Days behind a habit at most: what is older fades. */
  private static final double HABIT_DAYS = 28;

  private static final int DAY = MeteredHour.HOURS_OF_A_DAY;

  /** One object, because arrays are equal to themselves only. */
  private static final MeterHours BLANK =
      new MeterHours(
          Long.MIN_VALUE,
          List.of(),
          new int[0],
          new float[0],
          new int[0],
          new float[0],
          new int[0],
          0,
          0,
          0,
          0,
          0);

  static MeterHours blank() {
    return BLANK;
  }

  boolean isBlank() {
    return hour == Long.MIN_VALUE;
  }

  /** More meters than can be watched: their sum is not known. */
  boolean isOverfull() {
    return meters.size() > MOST_METERS;
  }

  /** Without anything, in this hour. */
  static MeterHours from(long first) {
    return BLANK.at(first);
  }

  private MeterHours at(long next) {
    return new MeterHours(
        next,
        meters,
        last,
        new float[meters.size()],
        new int[meters.size()],
        habits,
        learned,
        0,
        0,
        most,
        mostCarried,
        unlike);
  }

  /** With one more reading of the hour that runs. */
  MeterHours plus(Observation energy) {
    if (energy.property() == ObservedProperty.TRANSFORMER_ENERGY) {
      return new MeterHours(
          hour,
          meters,
          last,
          sums,
          counts,
          habits,
          learned,
          carried + energy.result(),
          carriedCount + 1,
          most,
          mostCarried,
          unlike);
    }
    int known = meters.indexOf(energy.feature());
    if (known < 0 && isOverfull()) {
      return this;
    }
    var with = known < 0 ? joined(energy.feature()) : this;
    int at = known < 0 ? meters.size() : known;
    var nextLast = with.last;
    if (nextLast[at] != (int) hour) {
      nextLast = nextLast.clone();
      nextLast[at] = (int) hour;
    }
    var nextSums = with.sums.clone();
    var nextCounts = with.counts.clone();
    nextSums[at] += (float) energy.result();
    nextCounts[at]++;
    return new MeterHours(
        hour,
        with.meters,
        nextLast,
        nextSums,
        nextCounts,
        with.habits,
        with.learned,
        carried,
        carriedCount,
        most,
        mostCarried,
        unlike);
  }

  private MeterHours joined(String meter) {
    int size = meters.size() + 1;
    var names = new ArrayList<>(meters);
    names.add(meter);
    var nextHabits = Arrays.copyOf(habits, size * DAY);
    Arrays.fill(nextHabits, (size - 1) * DAY, size * DAY, Float.NaN);
    return new MeterHours(
        hour,
        List.copyOf(names),
        Arrays.copyOf(last, size),
        Arrays.copyOf(sums, size),
        Arrays.copyOf(counts, size),
        nextHabits,
        Arrays.copyOf(learned, size),
        carried,
        carriedCount,
        most,
        mostCarried,
        unlike);
  }

  /** The hour that runs as it is known; null when it is not. */
  @Nullable MeteredHour known(String timeZone) {
    if (carriedCount == 0
        || carriedCount < mostCarried
        || mostCount() == 0
        || mostCount() < most
        || !(carried > 0)
        || isOverfull()) {
      return null;
    }
    int of = MeteredHour.slotOf(hour, timeZone).secondOfDay() / 3600;
    var counted = new float[meters.size()];
    int missing = 0;
    for (int i = 0; i < counted.length; i++) {
      boolean isThere = counts[i] == mostCount();
      counted[i] = isThere ? sums[i] : Float.NaN;
      missing += isThere ? 0 : 1;
      if (!isThere && Float.isNaN(habits[i * DAY + of])) {
        return null;
      }
    }
    return missing > MISSING * counted.length
        ? null
        : new MeteredHour(hour, of, counted, (float) carried);
  }

  private int mostCount() {
    int count = 0;
    for (int one : counts) {
      count = Math.max(count, one);
    }
    return count;
  }

  /**
   * The hour that runs is over, and the next that was heard of runs.
   *
   * @param isWatched by meter, whether its habits stay as they are
   */
  MeterHours next(long then, String timeZone, boolean[] isWatched) {
    boolean isLess = mostCount() < most || carriedCount < mostCarried;
    boolean isAnew = isLess && unlike + 1 >= LONGEST_UNLIKE;
    int of = MeteredHour.slotOf(hour, timeZone).secondOfDay() / 3600;
    var nextHabits = habits.clone();
    var nextLearned = learned.clone();
    int whole = Math.max(most, mostCount());
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < whole || counts[i] == 0 || (i < isWatched.length && isWatched[i])) {
        continue;
      }
      int at = i * DAY + of;
      double rate = Math.max(1.0 / (nextLearned[i] / DAY + 1), 1 / HABIT_DAYS);
      nextHabits[at] =
          Float.isNaN(nextHabits[at])
              ? sums[i]
              : (float) (nextHabits[at] + rate * (sums[i] - nextHabits[at]));
      nextLearned[i]++;
    }
    return new MeterHours(
            hour,
            meters,
            last,
            sums,
            counts,
            nextHabits,
            nextLearned,
            carried,
            carriedCount,
            isAnew ? mostCount() : whole,
            isAnew ? carriedCount : Math.max(mostCarried, carriedCount),
            isLess && !isAnew ? unlike + 1 : 0)
        .at(then);
  }

  /** The meters that are still there, by names that hold. */
  int[] present() {
    int count = 0;
    var kept = new int[meters.size()];
    for (int i = 0; i < last.length; i++) {
      if (hour - last[i] < GONE_HOURS && !Pseudonym.isOver(meters.get(i), 3600 * hour)) {
        kept[count++] = i;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  /** The same of these meters alone. */
  MeterHours only(int[] kept) {
    int size = kept.length;
    var names = new ArrayList<String>();
    var nextLast = new int[size];
    var nextSums = new float[size];
    var nextCounts = new int[size];
    var nextHabits = new float[size * DAY];
    var nextLearned = new int[size];
    for (int i = 0; i < size; i++) {
      int from = kept[i];
      names.add(meters.get(from));
      nextLast[i] = last[from];
      nextSums[i] = sums[from];
      nextCounts[i] = counts[from];
      System.arraycopy(habits, from * DAY, nextHabits, i * DAY, DAY);
      nextLearned[i] = learned[from];
    }
    return new MeterHours(
        hour,
        List.copyOf(names),
        nextLast,
        nextSums,
        nextCounts,
        nextHabits,
        nextLearned,
        carried,
        carriedCount,
        most,
        mostCarried,
        unlike);
  }
}
