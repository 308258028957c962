package citybrain.jobs.polling;

import citybrain.cityfile.PollSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Makes the origin an address stands for. */
final class Origins {

  private final Map<String, String> environment;

  Origins(Map<String, String> environment) {
    this.environment = environment;
  }

  Origin open(PollSpec poll, String position) {
    if (!"file".equals(poll.address().getScheme())) {
      return new HttpOrigin(poll, poll.headers(environment), position);
    }
    var path = Path.of(poll.address().getPath());
    return Files.isDirectory(path)
        ? new FolderOrigin(path, poll.limit(), position)
        : new FileOrigin(path, poll.limit(), position);
  }
}
