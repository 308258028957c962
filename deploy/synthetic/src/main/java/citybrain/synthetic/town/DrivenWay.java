package citybrain.synthetic.town;

/**
 * What a vehicle drives: links, their course, and its stops with their metres along it. Where a
 * stop is left out its metres are those of the next one.
 */
@SuppressWarnings("ArrayRecordComponent") // read only, shared by all trips
public record DrivenWay(int[] links, Course course, double[] stopMetres, int[] linkOfStop) {

  private static final double STARTING_AND_STOPPING_SECONDS = 10;

  /** How fast a vehicle gets on along a link, km/h. */
  public interface Pace {
    double kmh(double time, int link);
  }

  public static DrivenWay of(int[] links, Course course, double[] stopMetres) {
    int[] linkOfStop = new int[stopMetres.length];
    int link = 0;
    for (int stop = 0; stop < stopMetres.length; stop++) {
      while (course.metres(2 * (link + 1)) < stopMetres[stop]) {
        link++;
      }
      linkOfStop[stop] = link;
    }
    return new DrivenWay(links, course, stopMetres, linkOfStop);
  }

  /** Seconds from a stop to the next one when it is left at a time (seconds). */
  public double secondsFrom(int stop, double time, Pace pace) {
    double at = stopMetres[stop];
    double to = stopMetres[stop + 1];
    if (at >= to) {
      return 0;
    }
    double seconds = STARTING_AND_STOPPING_SECONDS;
    for (int link = linkOfStop[stop]; at < to; link++) {
      double end = Math.min(to, course.metres(2 * (link + 1)));
      seconds += (end - at) * 3.6 / pace.kmh(time + seconds, links[link]);
      at = end;
    }
    return seconds;
  }

  /** Position of a link on the way, or -1. */
  public int positionOf(int link) {
    for (int i = 0; i < links.length; i++) {
      if (links[i] == link) {
        return i;
      }
    }
    return -1;
  }
}
