package citybrain.jobs.lake.summary;

/**
 * What one district saw of one property in one hour; merges with others of the same key.
 *
 * @param date of the folder the observations lie in
 * @param zone id of the district, empty outside of all
 * @param hourStart epoch milliseconds
 * @param count of measured values; sum and extremes are of those
 * @param estimated how many values nobody measured
 */
public record ZoneHour(
    String city,
    String date,
    String zone,
    String property,
    long hourStart,
    long count,
    double sum,
    double min,
    double max,
    long estimated,
    double estimatedSum) {

  ZoneHour plus(ZoneHour other) {
    return new ZoneHour(
        city,
        date,
        zone,
        property,
        hourStart,
        count + other.count,
        sum + other.sum,
        Math.min(min, other.min),
        Math.max(max, other.max),
        estimated + other.estimated,
        estimatedSum + other.estimatedSum);
  }

  String key() {
    return String.join("|", city, date, zone, property, Long.toString(hourStart));
  }

  /** The file it will lie in. */
  String day() {
    return city + '|' + date;
  }
}
