package citybrain.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.jobs.cities.Offender;
import citybrain.jobs.runtime.JobCatalog;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house for everything that knows the engine. */
class HouseRulesTest {

  /** From the ground up; a room of the lake is one of its own. */
  private static final ArchRule ROOMS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cities")
          .definedBy("citybrain.jobs.cities")
          .layer("kafka")
          .definedBy("citybrain.jobs.kafka")
          .layer("web")
          .definedBy("citybrain.jobs.web")
          .layer("runtime")
          .definedBy("citybrain.jobs.runtime")
          .layer("local")
          .definedBy("citybrain.jobs.local")
          .layer("ingest")
          .definedBy("citybrain.jobs.ingest")
          .layer("polling")
          .definedBy("citybrain.jobs.polling")
          .layer("aggregates")
          .definedBy("citybrain.jobs.aggregates")
          .layer("rules")
          .definedBy("citybrain.jobs.rules")
          .layer("geoparquet")
          .definedBy("citybrain.jobs.lake.geoparquet")
          .layer("rows")
          .definedBy("citybrain.jobs.lake.rows")
          .layer("lake")
          .definedBy("citybrain.jobs.lake")
          .layer("summary")
          .definedBy("citybrain.jobs.lake.summary")
          .layer("report")
          .definedBy("citybrain.jobs.lake.report")
          .layer("history")
          .definedBy("citybrain.jobs.lake.history")
          .layer("baselines")
          .definedBy("citybrain.jobs.lake.baselines")
          .layer("care")
          .definedBy("citybrain.jobs.lake.care")
          .ensureAllClassesAreContainedInArchitecture()
          .whereLayer("cities")
          .mayNotAccessAnyLayer()
          .whereLayer("kafka")
          .mayNotAccessAnyLayer()
          .whereLayer("web")
          .mayNotAccessAnyLayer()
          .whereLayer("geoparquet")
          .mayNotAccessAnyLayer()
          .whereLayer("runtime")
          .mayOnlyAccessLayers("cities", "kafka", "web")
          .whereLayer("local")
          .mayOnlyAccessLayers("runtime", "web")
          .whereLayer("ingest")
          .mayOnlyAccessLayers("runtime", "cities", "kafka")
          .whereLayer("polling")
          .mayOnlyAccessLayers("runtime", "cities", "kafka")
          .whereLayer("aggregates")
          .mayOnlyAccessLayers("runtime", "cities", "kafka")
          .whereLayer("rules")
          .mayOnlyAccessLayers("runtime", "cities", "kafka", "baselines")
          .whereLayer("rows")
          .mayOnlyAccessLayers("geoparquet")
          .whereLayer("lake")
          .mayOnlyAccessLayers("geoparquet", "rows", "runtime", "cities")
          .whereLayer("summary")
          .mayOnlyAccessLayers("lake", "geoparquet", "rows", "runtime", "cities")
          .whereLayer("report")
          .mayOnlyAccessLayers("summary", "lake", "geoparquet", "rows", "runtime", "cities")
          .whereLayer("baselines")
          .mayOnlyAccessLayers("lake", "geoparquet", "rows")
          .whereLayer("history")
          .mayOnlyAccessLayers("baselines", "lake", "geoparquet", "rows", "runtime", "cities")
          .whereLayer("care")
          .mayOnlyAccessLayers("lake", "geoparquet", "rows", "summary", "runtime", "cities");

  /** What is particular to a domain stands in common, and the catalogue of rules leads to it. */
  private static final ArchRule NO_DOMAIN =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "citybrain.transport..",
              "citybrain.water..",
              "citybrain.energy..",
              "citybrain.environment..");

  /** What speaks to a terminal. */
  private static final Set<String> COMMAND_LINES =
      Set.of(
          "citybrain.jobs.runtime.City",
          "citybrain.jobs.runtime.StandardOutput",
          "citybrain.jobs.polling.Poller",
          "citybrain.jobs.lake.summary.DailySummaryJob");

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
  void roomsStandOnEachOther() {
    ROOMS.check(MAIN);
  }

  @Test
  void noJobKnowsADomain() {
    NO_DOMAIN.check(MAIN);
  }

  @Test
  void theRulesBite() {
    var offender =
        new ClassFileImporter().importClasses(Offender.class, citybrain.jobs.rules.RulesJob.class);

    assertThat(List.of(ROOMS, NO_DOMAIN))
        .allSatisfy(
            rule ->
                assertThat(rule.evaluate(offender).getFailureReport().getDetails())
                    .as(rule.getDescription())
                    .anyMatch(line -> line.contains("cities.Offender")));
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
