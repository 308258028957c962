package citybrain.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.local.files.Offender;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may use whom where one city runs on one machine. */
class HouseRulesTest {

  /** From the ground up; the command line stands on all of them. */
  private static final ArchRule ROOMS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("files")
          .definedBy("citybrain.local.files")
          .layer("process")
          .definedBy("citybrain.local.process")
          .layer("home")
          .definedBy("citybrain.local.home")
          .layer("choice")
          .definedBy("citybrain.local.choice")
          .layer("broker")
          .definedBy("citybrain.local.broker")
          .layer("topics")
          .definedBy("citybrain.local.topics")
          .layer("flink")
          .definedBy("citybrain.local.flink")
          .layer("recording")
          .definedBy("citybrain.local.recording")
          .layer("player")
          .definedBy("citybrain.local.player")
          .layer("redrive")
          .definedBy("citybrain.local.redrive")
          .layer("generate")
          .definedBy("citybrain.local.generate")
          .layer("bench")
          .definedBy("citybrain.local.bench")
          .layer("replay")
          .definedBy("citybrain.local.replay")
          .layer("evaluate")
          .definedBy("citybrain.local.evaluate")
          .layer("truth")
          .definedBy("citybrain.local.truth")
          .layer("view")
          .definedBy("citybrain.local.view")
          .layer("metrics")
          .definedBy("citybrain.local.metrics")
          .layer("report")
          .definedBy("citybrain.local.report")
          .layer("run")
          .definedBy("citybrain.local.run")
          .layer("python")
          .definedBy("citybrain.local.python")
          .layer("command")
          .definedBy("citybrain.local.command")
          .layer("main")
          .definedBy("citybrain.local")
          .ensureAllClassesAreContainedInArchitecture()
          .whereLayer("files")
          .mayNotAccessAnyLayer()
          .whereLayer("process")
          .mayOnlyAccessLayers("files")
          .whereLayer("home")
          .mayOnlyAccessLayers("files", "process")
          .whereLayer("choice")
          .mayOnlyAccessLayers("files", "home", "process")
          .whereLayer("broker")
          .mayOnlyAccessLayers("process")
          .whereLayer("topics")
          .mayOnlyAccessLayers("broker")
          .whereLayer("flink")
          .mayOnlyAccessLayers("home", "process")
          .whereLayer("recording")
          .mayOnlyAccessLayers("files")
          .whereLayer("player")
          .mayOnlyAccessLayers("broker", "choice", "files", "recording", "topics")
          .whereLayer("redrive")
          .mayOnlyAccessLayers("player", "topics")
          .whereLayer("generate")
          .mayOnlyAccessLayers("files", "player", "recording")
          .whereLayer("bench")
          .mayOnlyAccessLayers(
              "broker", "files", "flink", "generate", "player", "process", "python", "topics")
          .whereLayer("replay")
          .mayOnlyAccessLayers(
              "broker", "choice", "files", "flink", "home", "player", "process", "topics")
          .whereLayer("evaluate")
          .mayOnlyAccessLayers(
              "choice", "files", "player", "recording", "report", "topics", "truth", "view")
          .whereLayer("truth")
          .mayOnlyAccessLayers("topics")
          .whereLayer("view")
          .mayOnlyAccessLayers("flink")
          .whereLayer("metrics")
          .mayOnlyAccessLayers("topics", "view")
          .whereLayer("report")
          .mayOnlyAccessLayers("flink", "topics", "truth")
          .whereLayer("run")
          .mayOnlyAccessLayers(
              "broker",
              "choice",
              "flink",
              "home",
              "metrics",
              "player",
              "process",
              "recording",
              "report",
              "topics",
              "truth",
              "view")
          .whereLayer("python")
          .mayNotAccessAnyLayer()
          .whereLayer("command")
          .mayOnlyAccessLayers(
              "broker",
              "choice",
              "files",
              "flink",
              "home",
              "metrics",
              "player",
              "process",
              "python",
              "recording",
              "redrive",
              "report",
              "run",
              "topics",
              "view");

  /** The jobs run in a process of their own, with libraries of their own. */
  private static final ArchRule NO_ENGINE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "citybrain.jobs..", "citybrain.bench..", "org.apache.flink..", "org.apache.hadoop..");

  /**
   * Rules and feeds are asked for at the roof; what a domain knows by itself is no business here.
   */
  private static final ArchRule NO_DOMAIN =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "citybrain.transport..",
              "citybrain.water..",
              "citybrain.energy..",
              "citybrain.environment..");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("citybrain.local");

  @Test
  void roomsStandOnEachOther() {
    ROOMS.check(MAIN);
  }

  @Test
  void theEngineIsAnotherProcess() {
    NO_ENGINE.check(MAIN);
  }

  @Test
  void noRoomKnowsADomain() {
    NO_DOMAIN.check(MAIN);
  }

  @Test
  void saysWhatMayBeNull() {
    assertThat(MAIN)
        .filteredOn(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
        .hasSizeGreaterThan(100)
        .allSatisfy(
            type ->
                assertThat(type.getPackage().isAnnotatedWith(NullMarked.class))
                    .as(type.getName())
                    .isTrue());
  }

  @Test
  void theRulesBite() {
    var offender = new ClassFileImporter().importClasses(Offender.class, Main.class);

    assertThat(List.of(ROOMS, NO_DOMAIN))
        .allSatisfy(
            rule ->
                assertThat(rule.evaluate(offender).getFailureReport().getDetails())
                    .as(rule.getDescription())
                    .anyMatch(line -> line.contains("files.Offender")));
  }
}
