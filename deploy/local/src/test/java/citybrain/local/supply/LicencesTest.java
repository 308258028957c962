package citybrain.local.supply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Looks at the bill of materials that the build makes of what runs in the city (CycloneDX), and
 * makes of it the report of licences, target/licences.txt.
 */
class LicencesTest {

  private static final Path ROOT =
      Path.of(System.getProperty("citybrain.root", Path.of("..", "..").toString()));

  /** Under any one of these a library may be used in ours, which is under Apache 2.0. */
  private static final Set<String> FREE =
      Set.of(
          "Apache-2.0",
          "MIT",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "0BSD",
          "CC0-1.0",
          "Go License"); // three clauses of BSD

  /** Others, each with why it may be there all the same. */
  private static final Map<String, String> STATED =
      Map.of(
          "org.datasyslab:geotools-wrapper",
          "LGPL 2.1: GeoTools, used as it is published and in a jar of its own, which may be"
              + " exchanged",
          "javax.annotation:javax.annotation-api",
          "CDDL 1.0 or GPL 2 with the classpath exception: used under the first",
          "org.apache.datasketches:datasketches-memory",
          "its POM names none; Apache 2.0 by the LICENSE in its jar");

  /** Of Flink's JVMs and of the launcher with the broker. */
  private static final List<String> BILLS = List.of("sbom-jobs.cdx.json", "sbom-local.cdx.json");

  private static JsonNode components(String bill) throws IOException {
    var file = ROOT.resolve("target").resolve(bill);
    if (!Files.exists(file)) {
      System.err.println("SKIPPED: licences: " + bill + " is made with its module");
    }
    assumeTrue(Files.exists(file), "SKIPPED: " + bill + " is made with its module");
    var components = new ObjectMapper().readTree(file.toFile()).path("components");
    assertThat(components).as("%s", bill).hasSizeGreaterThan(50);
    return components;
  }

  private static String name(JsonNode component) {
    return component.path("group").asText() + ":" + component.path("name").asText();
  }

  private static Set<String> licences(JsonNode component) {
    var licences = new TreeSet<String>();
    for (var choice : component.path("licenses")) {
      var licence = choice.path("license");
      licences.add(
          licence.isMissingNode()
              ? choice.path("expression").asText()
              : licence.path("id").asText(licence.path("name").asText()));
    }
    return licences;
  }

  @Test
  void everyLibraryMayBeUsed() throws IOException {
    var byLicence = new TreeMap<String, TreeSet<String>>();
    var notFree = new TreeSet<String>();
    for (var bill : BILLS) {
      for (var component : components(bill)) {
        var licences = licences(component);
        byLicence
            .computeIfAbsent(String.join(" or ", licences), l -> new TreeSet<>())
            .add(name(component) + " " + component.path("version").asText());
        if (licences.stream().noneMatch(FREE::contains)) {
          notFree.add(name(component));
        }
      }
    }

    var report = new StringBuilder();
    byLicence.forEach(
        (licence, names) -> {
          report.append(licence).append(System.lineSeparator());
          names.forEach(name -> report.append("  ").append(name).append(System.lineSeparator()));
        });
    Files.writeString(ROOT.resolve("target").resolve("licences.txt"), report);
    assertThat(byLicence).hasSizeGreaterThan(3);
    assertThat(notFree).containsExactlyInAnyOrderElementsOf(STATED.keySet());
  }

  /** What a reader of NOTICE is told is what is there. */
  @Test
  void theNoticeNamesThem() throws IOException {
    var notice = Files.readString(ROOT.resolve("NOTICE"));

    for (var name : STATED.keySet()) {
      assertThat(notice).contains(name);
    }
  }

  /** Two libraries with the same classes: which of them runs would depend on an order of files. */
  @ParameterizedTest
  @FieldSource("BILLS")
  void noLibraryIsThereTwice(String bill) throws IOException {
    var names = new TreeSet<String>();
    for (var component : components(bill)) {
      assertThat(names.add(component.path("name").asText())).as(name(component)).isTrue();
      assertThat(name(component)).isNotEqualTo("org.lz4:lz4-java");
    }
  }
}
