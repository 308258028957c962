package citybrain;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.feed.FeedKind;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of the house about files: short sources, and feeds that are complete. */
class HouseFilesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> MODULES =
      List.of("common", "deploy/synthetic", "jobs", "deploy/local", "deploy/bench");
  private static final int MOST_LINES = 400;

  private static List<Path> find(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  @Test
  void noSourceIsTooLongToRead() throws IOException {
    var sources = new ArrayList<Path>();
    for (var module : MODULES) {
      sources.addAll(find(ROOT.resolve(module).resolve("src"), ".java"));
    }
    assertThat(sources).hasSizeGreaterThan(100);

    for (var source : sources) {
      assertThat(Files.readAllLines(source))
          .as("lines of " + ROOT.relativize(source))
          .hasSizeLessThanOrEqualTo(MOST_LINES);
    }
  }

  /** Readers, logs and stack traces know a class by its simple name. */
  @Test
  void noTwoClassesShareAName() throws IOException {
    var sources = new ArrayList<Path>();
    for (var module : MODULES) {
      sources.addAll(find(ROOT.resolve(module).resolve("src/main"), ".java"));
    }

    assertThat(sharedNames(sources)).isEmpty();
    assertThat(sharedNames(List.of(Path.of("a/City.java"), Path.of("b/City.java"))))
        .containsExactly("City.java");
  }

  private static Set<String> sharedNames(List<Path> sources) {
    var seen = new TreeSet<String>();
    return sources.stream()
        .map(source -> source.getFileName().toString())
        .filter(name -> !name.equals("package-info.java") && !seen.add(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyFeedIsListed() {
    var written =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("citybrain")
                .stream()
                .filter(type -> type.isAssignableTo(FeedKind.class) && !type.isInterface())
                .map(type -> type.getName())
                .toList();

    assertThat(Feeds.ALL.stream().map(kind -> kind.getClass().getName()))
        .containsExactlyInAnyOrderElementsOf(written);
    assertThat(Feeds.ALL.stream().map(FeedKind::name)).doesNotHaveDuplicates();
  }

  @Test
  void everyFeedHasItsFolderItsCardAndItsFixtures() {
    var folders = new TreeSet<String>();
    for (var kind : Feeds.ALL) {
      var folder = kind.getClass().getPackageName().replace('.', '/');
      assertThat(folder).matches("citybrain/[a-z]+/feeds/[a-z0-9]+");
      assertThat(folders.add(folder)).as("one feed in " + folder).isTrue();

      assertThat(Path.of("src/main/java", folder, "README.md")).isNotEmptyFile();
      var fixtures = Path.of("src/test/resources", folder);
      assertThat(fixtures.resolve("expected.jsonl")).isNotEmptyFile();
      assertThat(fixtures).isDirectoryContaining("glob:**/sample.*");
    }
  }
}
