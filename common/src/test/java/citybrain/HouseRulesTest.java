package citybrain;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules of the house that the compiler does not know: who may use whom, no clock, no I/O. */
class HouseRulesTest {

  /** A package of common and those it may use; all others are strangers to it. */
  private record Floor(String name, String... mayUse) {}

  /** What every domain is built on. */
  private static final String[] CONTRACTS = {
    "feed", "detection", "aggregation", "alerting", "reports", "observation", "geo"
  };

  /** From the ground up. A new domain is one line here. */
  private static final List<Floor> FLOORS =
      List.of(
          new Floor("geo"),
          new Floor("observation", "geo"),
          new Floor("alerting", "observation", "geo"),
          // What the lake is asked: knows readings, days and rows.
          new Floor("reports", "observation", "geo"),
          new Floor("aggregation", "alerting", "observation", "geo"),
          new Floor("detection", "aggregation", "alerting", "observation", "geo"),
          new Floor("feed", "alerting", "observation", "geo"),
          new Floor("transport", CONTRACTS),
          new Floor("water", CONTRACTS),
          new Floor("energy", CONTRACTS),
          new Floor("environment", CONTRACTS),
          new Floor("city", CONTRACTS),
          // How good alarms are: rows and labels, of which nothing else is known.
          new Floor("scoring"),
          // The bytes on the topics: knows what travels, and no domain knows it.
          new Floor("wire", "aggregation", "alerting", "observation", "geo"),
          // City files: names feeds, zones, rules and corridors; which feeds there are it is told.
          new Floor("cityfile", "feed", "detection", "reports", "observation", "geo"),
          // The whole way of a recording, from its bytes to alerts: stands on everything.
          new Floor(
              "replay",
              "",
              "cityfile",
              "wire",
              "feed",
              "detection",
              "aggregation",
              "alerting",
              "observation",
              "geo"));

  /** Rooms of the floor {@code feed}, whose entrance is the package itself. */
  private static final ArchRule FEED_ROOMS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("feed")
          .definedBy("citybrain.feed")
          .layer("time")
          .definedBy("citybrain.feed.time")
          .layer("register")
          .definedBy("citybrain.feed.register")
          .layer("table")
          .definedBy("citybrain.feed.table")
          .layer("declared")
          .definedBy("citybrain.feed.declared")
          .layer("feeds")
          .definedBy("citybrain.feed.feeds..")
          .whereLayer("feed")
          .mayNotAccessAnyLayer()
          .whereLayer("time")
          .mayOnlyAccessLayers("feed")
          .whereLayer("register")
          .mayOnlyAccessLayers("feed")
          .whereLayer("table")
          .mayOnlyAccessLayers("feed", "time", "register")
          .whereLayer("declared")
          .mayOnlyAccessLayers("feed", "time", "register", "table")
          .whereLayer("feeds")
          .mayOnlyAccessLayers("feed", "declared", "table");

  /** The class beside the floors; it may use all of them. */
  private static final Set<String> ROOF = Set.of("Feeds", "DeclaredFeeds", "Reports", "Rules");

  /** Libraries, and the only packages that may know them. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          "org.locationtech.jts", Set.of("geo"),
          "org.geotools", Set.of("geo"),
          "com.uber.h3core", Set.of("geo"),
          "com.fasterxml.jackson", Set.of("geo", "feed", "wire"),
          "org.snakeyaml", Set.of("cityfile"));

  /** Streams in memory, whose other end others hold, are no I/O. */
  private static final Set<String> STREAMS =
      Set.of(
          "java.io.Serializable",
          "java.io.DataInput",
          "java.io.DataOutput",
          "java.io.IOException",
          "java.io.UncheckedIOException",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.io.Reader",
          "java.io.InputStreamReader",
          "java.io.ByteArrayInputStream",
          "java.io.ByteArrayOutputStream");

  /** What comes with the code is read from the class path in these places only. */
  private static final Set<String> READS_ITS_RESOURCES =
      Set.of("citybrain.RulePages", "citybrain.cityfile.ShippedCities");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("citybrain");

  @Test
  void everyPackageHasItsFloor() {
    var packages = new TreeSet<String>();
    MAIN.forEach(type -> packages.add(floorOf(type.getPackageName())));
    packages.remove("");

    assertThat(packages).hasSameElementsAs(FLOORS.stream().map(Floor::name).toList());
  }

  @Test
  void arrowsPointOneWay() {
    assertThat(layering(MAIN)).isEmpty();
  }

  @Test
  void roomsOfFeedsStandOnEachOther() {
    FEED_ROOMS.check(MAIN);
  }

  @Test
  void librariesStayWhereTheyBelong() {
    var found =
        violations(
            MAIN,
            type ->
                type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getName())
                    .filter(target -> isStranger(floorOf(type.getPackageName()), target))
                    .toList());

    assertThat(found).isEmpty();
  }

  private static boolean isStranger(String floor, String target) {
    return LIBRARIES.entrySet().stream()
        .anyMatch(
            library -> target.startsWith(library.getKey()) && !library.getValue().contains(floor));
  }

  @Test
  void noClocksNoDiceNoSurroundings() {
    assertThat(clocks(MAIN)).isEmpty();
  }

  @Test
  void noInputAndNoOutput() {
    assertThat(io(MAIN)).isEmpty();
  }

  @Test
  void onlyDeclaredPlacesReadResources() {
    var readers =
        violations(
            MAIN,
            type ->
                type.getAccessesFromSelf().stream()
                    .map(JavaAccess::getName)
                    .filter(name -> name.startsWith("getResource"))
                    .toList());

    assertThat(readers)
        .allMatch(found -> READS_ITS_RESOURCES.contains(found.substring(0, found.indexOf(' '))));
  }

  @Test
  void nothingIsInjectedAndNothingIsMocked() {
    var all = new ClassFileImporter().importPackages("citybrain");
    var found =
        violations(
            all,
            type ->
                type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getName())
                    .filter(
                        target ->
                            target.matches(
                                "(org\\.mockito|org\\.easymock|org\\.powermock|javax\\.inject"
                                    + "|jakarta\\.inject|java\\.util\\.logging)\\..*"))
                    .toList());

    assertThat(found).isEmpty();
  }

  @Test
  void everyPublicTypeSaysWhatMayBeNull() {
    assertThat(MAIN)
        .filteredOn(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
        .allSatisfy(
            type ->
                assertThat(type.getPackage().isAnnotatedWith(NullMarked.class))
                    .as(type.getName())
                    .isTrue());
  }

  @Test
  void theRulesBite() {
    var bad = new ClassFileImporter().importClasses(Offender.class);

    assertThat(clocks(bad)).hasSize(3);
    assertThat(io(bad)).anyMatch(found -> found.contains("java.nio.file.Path"));
    assertThat(layering(bad)).isEmpty();
    var upward = new ClassFileImporter().importClasses(citybrain.feed.Offender.class);
    assertThat(layering(upward)).singleElement().asString().contains("citybrain.water.NightLeak");
    var neighbour =
        new ClassFileImporter()
            .importClasses(
                citybrain.feed.time.Offender.class, citybrain.feed.table.TableLayout.class);
    assertThat(
            FEED_ROOMS.allowEmptyShould(true).evaluate(neighbour).getFailureReport().getDetails())
        .anyMatch(line -> line.contains("feed.time.Offender"));
  }

  /** Does what nobody in common may do. */
  static final class Offender {
    @SuppressWarnings("JavaTimeDefaultTimeZone")
    String now() {
      return Instant.now() + " " + System.nanoTime() + " " + java.time.LocalDate.now();
    }

    boolean isThere() {
      return java.nio.file.Path.of("x").isAbsolute();
    }
  }

  private static List<String> layering(JavaClasses classes) {
    return violations(
        classes,
        type -> {
          var floor = floorOf(type.getPackageName());
          var allowed = allowed(floor);
          return ROOF.contains(outermost(type)) || floor.isEmpty()
              ? List.of()
              : type.getDirectDependenciesFromSelf().stream()
                  .map(dependency -> dependency.getTargetClass())
                  .filter(target -> target.getPackageName().startsWith("citybrain"))
                  .filter(target -> !allowed.contains(floorOf(target.getPackageName())))
                  .map(JavaClass::getName)
                  .toList();
        });
  }

  private static Set<String> allowed(String floor) {
    var allowed = new LinkedHashSet<String>();
    allowed.add(floor);
    FLOORS.stream()
        .filter(one -> one.name().equals(floor))
        .forEach(one -> allowed.addAll(List.of(one.mayUse())));
    return allowed;
  }

  private static String outermost(JavaClass type) {
    return type.getName().replaceFirst("^citybrain\\.", "").replaceFirst("\\$.*", "");
  }

  /** {@code citybrain.water.feeds.x} stands on the floor {@code water}. */
  private static String floorOf(String packageName) {
    var parts = packageName.split("\\.", -1);
    return parts.length > 1 ? parts[1] : "";
  }

  private static List<String> clocks(JavaClasses classes) {
    return violations(
        classes,
        type ->
            type.getAccessesFromSelf().stream()
                .map(access -> access.getTargetOwner().getName() + "." + access.getName())
                .filter(
                    call ->
                        call.matches(
                            "java\\.time\\..*\\.now|java\\.time\\.Clock\\.(system|tick).*"
                                + "|java\\.time\\.ZoneId\\.systemDefault"
                                + "|java\\.lang\\.System\\.(currentTimeMillis|nanoTime)"
                                + "|java\\.lang\\.System\\.(getenv|getProperty|out|err|in)"
                                + "|java\\.util\\.Date\\.<init>|java\\.lang\\.Math\\.random"
                                + "|java\\.util\\.UUID\\.randomUUID|java\\.util\\.Random\\.<init>"
                                + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\..*"))
                .toList());
  }

  private static List<String> io(JavaClasses classes) {
    return violations(
        classes,
        type ->
            type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getName())
                .filter(target -> target.matches("java\\.(io|nio\\.file|nio\\.channels|net)\\..*"))
                // An address is a value; whoever opens it stands elsewhere.
                .filter(target -> !target.equals("java.net.URI"))
                .filter(target -> !STREAMS.contains(target))
                .toList());
  }

  /** One line each: the class, and what it should not have used. */
  private static List<String> violations(
      JavaClasses classes, Function<JavaClass, List<String>> wrong) {
    var found = new TreeMap<String, Set<String>>();
    for (var type : classes) {
      for (var what : wrong.apply(type)) {
        found.computeIfAbsent(type.getName(), name -> new TreeSet<>()).add(what);
      }
    }
    var lines = new ArrayList<String>();
    found.forEach((type, all) -> all.forEach(one -> lines.add(type + " uses " + one)));
    return lines;
  }
}
