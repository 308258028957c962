package citybrain.jobs.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All that is held against a rendering. */
record Checks(Path folder, Optional<CustomKinds> customKinds) {

  private static final Path DISTRICTS =
      Path.of("src/test/resources/citybrain/jobs/town/districts.geojson");

  private static final String NAME = "[a-z0-9]([-.a-z0-9]*[a-z0-9])?";

  /**
   * One line a problem, headed by kind and name.
   *
   * @param isComplete whether an overlay was rendered
   */
  List<String> problems(Objects objects, boolean isComplete) {
    var problems = new ArrayList<String>();
    var seen = new TreeSet<String>();
    for (var object : objects.all()) {
      var title = Objects.titleOf(object);
      if (!seen.add(title)) {
        problems.add(title + ": is there twice");
      }
      if (!Objects.nameOf(object).matches(NAME)) {
        problems.add(title + ": is no name for an object");
      }
      types(object).forEach(problem -> problems.add(title + ": " + problem));
    }
    districts();
    var jobs = JobRules.of(objects, folder, isComplete);
    problems.addAll(jobs.problems());
    problems.addAll(KafkaRules.problems(objects, jobs.facts));
    problems.addAll(PodRules.problems(objects));
    problems.addAll(PollerRules.problems(objects, folder));
    problems.addAll(AccessRules.problems(objects));
    return problems;
  }

  /** The one file of the city that the daily summary opens before it looks for work. */
  private void districts() {
    try {
      var file = folder.resolve("city-data/aarhus-geo/districts.geojson");
      Files.createDirectories(file.getParent());
      Files.writeString(file, Yaml.read(DISTRICTS).replace("\"id\":", "\"district_id\":"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<String> types(ObjectNode object) {
    if (!Objects.isCustom(object)) {
      return BuiltInKinds.problems(object);
    }
    return Stream.concat(
        BuiltInKinds.problemsOfMetadata(object),
        customKinds.stream().flatMap(kinds -> kinds.problems(object)));
  }
}
