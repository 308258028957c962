package citybrain.jobs.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code gpio check} of geoparquet-io over a lake: whether files are GeoParquet as it is specified,
 * and good ones. It is somebody else's reading of the specification.
 */
public final class GpioCheck {

  private static final Path HOME = Path.of("../target/gpio");
  private static final List<Path> REQUIREMENTS =
      List.of(Path.of("src/test/python/requirements-gpio.txt"));

  private GpioCheck() {}

  /**
   * Exactly these datasets have geometries, and nothing is wrong with them. Where its packages
   * cannot be had, that is said and nothing is checked.
   *
   * @param folder for what it needs, made here
   */
  public static void assertGood(Path lake, Path folder, Set<String> datasets)
      throws IOException, InterruptedException {
    var python = PythonReadersTest.python(HOME, REQUIREMENTS);
    if (python.isEmpty()) {
      return;
    }
    Files.createDirectories(folder);
    var answer =
        PythonReadersTest.run(
            python,
            "src/test/python/gpio_check.py",
            lake.toAbsolutePath().toString(),
            folder.toAbsolutePath().toString());
    assertThat(answer.exit()).as(answer.text()).isZero();
    var lines = answer.text().strip().lines().toList();
    var good =
        new ObjectMapper()
            .readValue(lines.get(lines.size() - 1), new TypeReference<Map<String, Integer>>() {});
    assertThat(good.keySet()).isEqualTo(datasets);
  }
}
