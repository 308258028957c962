package citybrain.synthetic;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import citybrain.synthetic.ground.Offender;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may use whom in the generator; no clock, no dice but the seed's, no files. */
class HouseRulesTest {

  private static final String[] MADE_OF = {
    "contract", "chance", "ground", "lines", "town", "trouble"
  };

  /** From the ground up; the city itself stands on all of them. */
  private static final ArchRule ROOMS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("contract")
          .definedBy("citybrain.synthetic.contract")
          .layer("chance")
          .definedBy("citybrain.synthetic.chance")
          .layer("ground")
          .definedBy("citybrain.synthetic.ground")
          .layer("lines")
          .definedBy("citybrain.synthetic.lines")
          .layer("town")
          .definedBy("citybrain.synthetic.town")
          .layer("trouble")
          .definedBy("citybrain.synthetic.trouble")
          .layer("roads")
          .definedBy("citybrain.synthetic.roads")
          .layer("water")
          .definedBy("citybrain.synthetic.water")
          .layer("air")
          .definedBy("citybrain.synthetic.air")
          .layer("energy")
          .definedBy("citybrain.synthetic.energy")
          .layer("transit")
          .definedBy("citybrain.synthetic.transit")
          .layer("city")
          .definedBy("citybrain.synthetic")
          .ensureAllClassesAreContainedInArchitecture()
          .whereLayer("contract")
          .mayNotAccessAnyLayer()
          .whereLayer("chance")
          .mayNotAccessAnyLayer()
          .whereLayer("ground")
          .mayOnlyAccessLayers("contract")
          .whereLayer("lines")
          .mayOnlyAccessLayers("contract", "chance", "ground")
          .whereLayer("town")
          .mayOnlyAccessLayers("contract", "chance", "ground", "lines")
          .whereLayer("trouble")
          .mayOnlyAccessLayers("contract", "chance", "town")
          .whereLayer("roads")
          .mayOnlyAccessLayers(MADE_OF)
          .whereLayer("water")
          .mayOnlyAccessLayers(MADE_OF)
          .whereLayer("air")
          .mayOnlyAccessLayers(MADE_OF)
          .whereLayer("energy")
          .mayOnlyAccessLayers("chance", "lines", "town", "trouble", "air")
          .whereLayer("transit")
          .mayOnlyAccessLayers("contract", "chance", "ground", "lines", "town", "trouble", "roads");

  /** It shares no code with who reads its feeds: a mistake in one is not repeated in the other. */
  private static final ArchRule ALONE =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("citybrain.synthetic..", "java..", "org.jspecify.annotations");

  private static final ArchRule NO_CLOCK =
      noClasses()
          .should()
          .accessTargetWhere(
              describe(
                  "it tells the time or throws dice",
                  access ->
                      (access.getTargetOwner().getName() + "." + access.getName())
                              .matches(
                                  "java\\.time\\..*\\.now|java\\.time\\.Clock\\.(system|tick).*"
                                      + "|java\\.time\\.ZoneId\\.systemDefault"
                                      + "|java\\.lang\\.System\\.\\w+|java\\.lang\\.Math\\.random"
                                      + "|java\\.util\\.UUID\\.randomUUID|java\\.util\\.Random\\..*"
                                      + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\..*")
                          && !access.getName().equals("arraycopy")));

  private static final ArchRule NO_FILES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.(nio\\.file|nio\\.channels|net)\\..*|java\\.io\\.File.*");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("citybrain.synthetic");

  @Test
  void roomsStandOnEachOther() {
    ROOMS.check(MAIN);
  }

  @Test
  void sharesNothingWithItsReaders() {
    ALONE.check(MAIN);
  }

  @Test
  void onlyTheSeedDecides() {
    NO_CLOCK.check(MAIN);
    NO_FILES.check(MAIN);
  }

  @Test
  void saysWhatMayBeNull() {
    assertThat(MAIN)
        .filteredOn(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
        .hasSizeGreaterThan(60)
        .allSatisfy(
            type ->
                assertThat(type.getPackage().isAnnotatedWith(NullMarked.class))
                    .as(type.getName())
                    .isTrue());
  }

  @Test
  void theRulesBite() {
    var offender =
        new ClassFileImporter()
            .importClasses(Offender.class, citybrain.synthetic.town.PlaceNames.class);

    assertThat(List.of(ROOMS, ALONE, NO_CLOCK, NO_FILES))
        .allSatisfy(
            rule ->
                assertThat(rule.allowEmptyShould(true).evaluate(offender).getFailureReport())
                    .as(rule.getDescription())
                    .returns(false, report -> report.isEmpty()));
  }
}
