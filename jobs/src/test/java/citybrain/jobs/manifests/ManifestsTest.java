package citybrain.jobs.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import citybrain.jobs.runtime.JobCatalog;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What deploy/k8s renders is what a cluster with both operators, and this code, would take. */
class ManifestsTest {

  static final String SKIPPED =
      "SKIPPED: schemas of the operators: set CITYBRAIN_CRDS to the folder of their definitions";

  private final Path folder = Path.of("target/manifests").toAbsolutePath();

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/single-node", "overlays/production"})
  void renderingsAreWithoutProblems(String part) {
    var objects = new Objects(Kustomize.render(Project.MANIFESTS.resolve(part)));
    var checks = new Checks(folder, CustomKinds.folder().map(CustomKinds::of));

    assertThat(checks.problems(objects, !part.equals("base"))).isEmpty();
    assertThat(objects.names("FlinkDeployment")).hasSameSizeAs(JobCatalog.streamingJobs().keySet());
  }

  @Test
  void theOperatorsDefinitionsWereThere() {
    var crds = CustomKinds.folder();
    if (crds.isEmpty()) {
      System.err.println(SKIPPED);
    }
    assumeTrue(crds.isPresent(), SKIPPED);
    assertThat(CustomKinds.of(crds.orElseThrow()).size()).isGreaterThanOrEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"base", "overlays/single-node", "overlays/production"})
  void kustomizeRendersTheSame(String part) throws Exception {
    var command =
        Stream.of(List.of("kubectl", "kustomize"), List.of("kustomize", "build"))
            .filter(one -> isOnPath(one.get(0)))
            .findFirst();
    if (command.isEmpty()) {
      System.err.println("SKIPPED: comparison with kustomize: neither kubectl nor kustomize here");
    }
    assumeTrue(command.isPresent(), "SKIPPED: comparison with kustomize");

    Files.createDirectories(folder);
    var path = Project.MANIFESTS.resolve(part);
    assertThat(byTitle(Kustomize.render(path)))
        .isEqualTo(byTitle(Yaml.documents(output(command.orElseThrow(), path))));
  }

  private static Map<String, ObjectNode> byTitle(Collection<ObjectNode> objects) {
    var map = new TreeMap<String, ObjectNode>();
    for (var object : objects) {
      assertThat(map.put(Objects.titleOf(object), object)).isNull();
    }
    return map;
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(one -> Files.isExecutable(Path.of(one, program)));
  }

  private String output(List<String> command, Path path) throws IOException, InterruptedException {
    var out = folder.resolve("out.yaml").toFile();
    var errors = folder.resolve("errors.txt").toFile();
    var process =
        new ProcessBuilder(Stream.concat(command.stream(), Stream.of(path.toString())).toList())
            .redirectOutput(out)
            .redirectError(errors)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Yaml.read(errors.toPath())).isZero();
    return Yaml.read(out.toPath());
  }

  /** One manifest a job, and a job that the base forgets is not deployed. */
  @Test
  void filesOfJobsAreNamedForThemAndAllAreListed() throws IOException {
    var listed =
        Objects.texts(
            Yaml.one(Yaml.read(Project.BASE.resolve("kustomization.yaml"))).path("resources"));
    try (var files = Files.list(Project.BASE.resolve("jobs"))) {
      for (var file : (Iterable<Path>) files::iterator) {
        assertThat(listed).contains("jobs/" + file.getFileName());
        assertThat(Yaml.documents(Yaml.read(file)))
            .allSatisfy(
                object ->
                    assertThat(Objects.nameOf(object) + ".yaml")
                        .isEqualTo(file.getFileName().toString()));
      }
    }
  }

  @Test
  void theImageIsBuiltOnTheFlinkOfTheCode() {
    assertThat(Project.imageOfFlink())
        .startsWith("docker.io/library/flink:" + Project.property("flink.version") + "-")
        .endsWith("-java" + Project.property("maven.compiler.release"));
  }

  @Test
  void theManifestOfferedForAJobIsTheOneItHas() {
    var job = JobCatalog.streamingJobs().get("archive");
    var offered =
        JobFacts.of("archive", java.util.Objects.requireNonNull(job), List.of()).manifest();

    var there = Yaml.documents(Yaml.read(Project.BASE.resolve("jobs/archive.yaml")));
    var here = Yaml.documents(offered);
    // How big it is nobody can tell from its code: a small one is offered.
    assertThat(here.get(0).at("/spec/taskManager/resource/memory").asText()).isEqualTo("1024m");
    assertThat(here.get(0).at("/spec/taskManager/resource/cpu").asDouble()).isEqualTo(0.25);
    for (var documents : List.of(there, here)) {
      ((ObjectNode) documents.get(0).path("spec")).remove("taskManager");
    }
    assertThat(here).isEqualTo(there);
  }

  /** What all pods of Flink ask for, job managers included, in MiB. */
  private static long memory(String part) {
    var all = new Objects(Kustomize.render(Project.MANIFESTS.resolve(part)));
    return all.of("FlinkDeployment")
        .map(one -> one.path("spec"))
        .mapToLong(
            spec -> {
              int slots = spec.at("/flinkConfiguration/taskmanager.numberOfTaskSlots").asInt();
              int parallelism = spec.at("/job/parallelism").asInt();
              return spec.at("/jobManager/replicas").asLong() * mebibytes(spec.path("jobManager"))
                  + (parallelism + slots - 1L) / slots * mebibytes(spec.path("taskManager"));
            })
        .sum();
  }

  private static long mebibytes(JsonNode of) {
    return Long.parseLong(of.at("/resource/memory").asText().replaceAll("m$", ""));
  }

  @Test
  void memoryStaysWithinItsBudget() {
    assertThat(memory("base")).isLessThanOrEqualTo(12 * 1024);
    assertThat(memory("overlays/single-node")).isLessThanOrEqualTo(12 * 1024);
    assertThat(memory("overlays/production")).as("as the README says").isEqualTo(40 * 1024);
  }

  /** Kafka's own client reads the certificates out of the files that Strimzi's secrets become. */
  @Test
  void clientsFindTheirCertificatesInFiles() throws IOException {
    for (var file :
        Map.of("kafka-ca/ca.crt", "CA", "kafka-user/user.crt", "CERT", "kafka-user/user.key", "KEY")
            .entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue(), StandardCharsets.US_ASCII);
    }
    var properties = new java.util.Properties();
    var text =
        Yaml.read(Project.BASE.resolve("files/client.properties"))
            .replace("/opt/citybrain", folder.toString());
    properties.load(new java.io.StringReader(text));
    properties.put("bootstrap.servers", "localhost:9093");
    properties.put(
        "key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
    properties.put(
        "value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");

    var config = new ConsumerConfig(properties);

    assertThat(config.originals())
        .containsEntry("ssl.truststore.certificates", "CA")
        .containsEntry("ssl.keystore.certificate.chain", "CERT")
        .containsEntry("ssl.keystore.key", "KEY");
  }
}
