package citybrain.detection;

import java.util.List;

/** What a rule may know of its city beside what it reads. */
public interface Surroundings {

  /** By whose clock people live, an IANA id. */
  String timeZone();

  /**
   * The networks that feeds of the city name, read anew each time; empty where none does.
   *
   * @throws RuntimeException naming the file when one cannot be read
   */
  List<NetworkFile> networks();

  /**
   * A file that says how a network hangs together.
   *
   * @param path as the city file writes it
   */
  record NetworkFile(String path, String text) {}

  /** Of a city of which no more is known. */
  static Surroundings of(String timeZone) {
    return new Surroundings() {
      @Override
      public String timeZone() {
        return timeZone;
      }

      @Override
      public List<NetworkFile> networks() {
        return List.of();
      }
    };
  }
}
