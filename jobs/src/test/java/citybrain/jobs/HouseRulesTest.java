package citybrain.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.runtime.JobCatalog;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house for everything that knows the engine. */
class HouseRulesTest {

  /** The packages of jobs and those of its siblings each may use. A new domain is one line here. */
  private static final Map<String, Set<String>> FLOORS =
      Map.of(
          "kafka", Set.of(),
          "runtime", Set.of("kafka"),
          "ingest", Set.of("runtime", "kafka"),
          "lake", Set.of("runtime"),
          "rules", Set.of("runtime", "kafka"),
          "city", Set.of("runtime", "kafka"));

  /** What runtime opens for two jobs; interfaces of theirs, so that their operators stay free. */
  private static final Set<String> OPENED_BY_RUNTIME =
      Set.of("citybrain.jobs.city.Places", "citybrain.jobs.ingest.CityFeeds");

  /** Domains of common: a job of a domain knows its own, city knows all. */
  private static final Set<String> DOMAINS = Set.of("transport", "water", "energy", "environment");

  /** What speaks to a terminal. */
  private static final Set<String> COMMAND_LINES =
      Set.of(
          "citybrain.jobs.runtime.City",
          "citybrain.jobs.runtime.StandardOutput",
          "citybrain.jobs.ingest.polling.Poller",
          "citybrain.jobs.lake.DailySummaryJob");

  private static final int LONGEST_JOB = 80;
  private static final Path MANIFESTS = Path.of("../deploy/k8s/base/jobs");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("citybrain.jobs");

  private static List<String> violations(
      Function<JavaClass, Stream<String>> used, WrongUse isWrong) {
    return MAIN.stream()
        .flatMap(
            type ->
                used.apply(type)
                    .filter(target -> isWrong.test(type, target))
                    .map(target -> type.getName() + " uses " + target))
        .distinct()
        .sorted()
        .toList();
  }

  /** Whether a class may not use what it uses. */
  private interface WrongUse {
    boolean test(JavaClass type, String target);
  }

  private static Stream<String> dependencies(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getName());
  }

  private static Stream<String> calls(JavaClass type) {
    return type.getAccessesFromSelf().stream()
        .map(
            access -> access.getTargetOwner().getName() + "." + ((JavaAccess<?>) access).getName());
  }

  private static String floorOf(JavaClass type) {
    return part(type.getName(), 2);
  }

  private static String part(String name, int index) {
    var parts = name.split("\\.", -1);
    return parts.length > index ? parts[index] : "";
  }

  @Test
  void everyPackageHasItsFloor() {
    var packages = new TreeSet<String>();
    MAIN.forEach(type -> packages.add(floorOf(type)));

    assertThat(packages).hasSameElementsAs(FLOORS.keySet());
  }

  @Test
  void arrowsPointOneWay() {
    var found =
        violations(
            HouseRulesTest::dependencies,
            (type, target) -> {
              var from = floorOf(type);
              var to = part(target, 2);
              return target.startsWith("citybrain.jobs.")
                  && !to.equals(from)
                  && !FLOORS.getOrDefault(from, Set.of()).contains(to)
                  && !(from.equals("runtime") && isOpenedByRuntime(target));
            });

    assertThat(found).isEmpty();
  }

  private static boolean isOpenedByRuntime(String target) {
    return OPENED_BY_RUNTIME.stream().anyMatch(target::startsWith);
  }

  @Test
  void aDomainKnowsNoOther() {
    var found =
        violations(
            HouseRulesTest::dependencies,
            (type, target) -> {
              var to = part(target, 1);
              return target.startsWith("citybrain.")
                  && DOMAINS.contains(to)
                  && !floorOf(type).equals(to)
                  && !floorOf(type).equals("city");
            });

    assertThat(found).isEmpty();
  }

  @Test
  void shapesStayInTheLake() {
    var found =
        violations(
            HouseRulesTest::dependencies,
            (type, target) ->
                (target.startsWith("org.locationtech") || target.startsWith("org.geotools"))
                    && !floorOf(type).equals("lake"));

    assertThat(found).isEmpty();
  }

  @Test
  void nothingOutsideOfCommandLinesPrintsAndNothingLogsItsOwnWay() {
    var printed =
        violations(
            HouseRulesTest::calls,
            (type, call) ->
                call.matches("java\\.lang\\.System\\.(out|err)")
                    && !COMMAND_LINES.contains(type.getName()));
    var logged =
        violations(
            HouseRulesTest::dependencies,
            (type, target) ->
                target.matches(
                    "(java\\.util\\.logging|javax\\.inject|jakarta\\.inject|org\\.mockito)\\..*"));

    assertThat(printed).isEmpty();
    assertThat(logged).isEmpty();
  }

  @Test
  void theWallClockIsThatOfTheEngine() {
    var found =
        violations(
            HouseRulesTest::calls,
            (type, call) ->
                call.matches(
                    "java\\.time\\..*\\.now|java\\.time\\.Clock\\.system.*"
                        + "|java\\.lang\\.System\\.(currentTimeMillis|nanoTime)"
                        + "|java\\.time\\.ZoneId\\.systemDefault"));

    assertThat(found).isEmpty();
  }

  @Test
  void everyTypeSaysWhatMayBeNull() {
    assertThat(MAIN)
        .filteredOn(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
        .allSatisfy(
            type ->
                assertThat(type.getPackage().isAnnotatedWith(NullMarked.class))
                    .as(type.getName())
                    .isTrue());
  }

  /** Batch jobs are named for their class alone. */
  private static String nameOf(JavaClass job) {
    return JobCatalog.streamingJobs().entrySet().stream()
        .filter(one -> one.getValue().getName().equals(job.getName()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseGet(
            () ->
                job.getSimpleName()
                    .replaceAll("Job$", "")
                    .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                    .toLowerCase(Locale.ROOT));
  }

  @Test
  void aJobFitsOnAScreenAndHasItsTestAndItsManifest() throws IOException {
    var jobs =
        MAIN.stream()
            .filter(type -> type.isTopLevelClass() && type.getSimpleName().endsWith("Job"))
            .filter(type -> !type.isInterface())
            .toList();
    assertThat(jobs.stream().map(JavaClass::getName))
        .containsAll(JobCatalog.streamingJobs().values().stream().map(Class::getName).toList());

    for (var job : jobs) {
      var path = job.getName().replace('.', '/');
      assertThat(Files.readAllLines(Path.of("src/main/java", path + ".java")))
          .as("lines of " + job.getName())
          .hasSizeLessThanOrEqualTo(LONGEST_JOB);
      assertThat(Path.of("src/test/java", path + "Test.java")).exists();
      assertThat(MANIFESTS.resolve(nameOf(job) + ".yaml"))
          .as("manifest of " + job.getName() + "; ManifestsTest prints what to add")
          .exists();
    }
  }
}
