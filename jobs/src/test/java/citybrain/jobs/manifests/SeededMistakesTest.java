package citybrain.jobs.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checks are worth what they refuse: each of these mistakes, for its own reason. */
class SeededMistakesTest {

  private static final String FLINK = "FlinkDeployment rules";
  private static final String POD = "/spec/podTemplate/spec";
  private static final String MAIN = POD + "/containers/0";
  private static final String SETTINGS = "/spec/flinkConfiguration/";
  private static final String BATCH = "/spec/jobTemplate/spec/template/spec/containers/0";

  private static final Objects RENDERED = new Objects(Kustomize.render(Project.PRODUCTION));
  private static final Checks CHECKS =
      new Checks(
          Path.of("target/manifests-with-mistakes").toAbsolutePath(),
          CustomKinds.folder().map(CustomKinds::of));

  @BeforeAll
  static void nothingIsWrongBefore() {
    assertThat(CHECKS.problems(RENDERED, true)).isEmpty();
  }

  /**
   * One mistake.
   *
   * @param object kind and name of what is spoilt
   * @param operation of RFC 6902: op, path and value
   * @param reason what a problem of it must match
   * @param needsSchemas whether only the operators' definitions can tell
   */
  record Mistake(String object, String operation, String reason, boolean needsSchemas) {
    @Override
    public String toString() {
      return object + " " + operation;
    }
  }

  static Mistake set(String object, String path, String value, String reason) {
    return operation(object, "add", path, value, reason, false);
  }

  private static Mistake byOperator(String object, String path, String value, String reason) {
    return operation(object, "add", path, value, reason, true);
  }

  static Mistake remove(String object, String path, String reason) {
    return operation(object, "remove", path, "null", reason, false);
  }

  static Mistake operation(
      String object, String op, String path, String value, String reason, boolean needsSchemas) {
    var operation = "{op: %s, path: \"%s\", value: %s}".formatted(op, path, value);
    return new Mistake(object, operation, reason, needsSchemas);
  }

  static Stream<Mistake> againstTheOperators() {
    return Stream.of(
        byOperator(FLINK, "/spec/flinkVersion", "v2_9", "flinkVersion: .*enumeration.*v2_2.*"),
        byOperator(FLINK, "/spec/mode", "serverless", "mode: .*enumeration.*"),
        byOperator(FLINK, "/spec/job/upgradeMode", "laststate", "upgradeMode: .*enumeration.*"),
        byOperator(FLINK, "/spec/job/paralelism", "2", "'paralelism' is not defined.*"),
        byOperator(FLINK, "/spec/jobManger", "{}", "'jobManger' is not defined.*"),
        byOperator(FLINK, "/spec/job/parallelism", "\"two\"", "parallelism: string found.*"),
        byOperator(FLINK, "/spec/job/args", "--lake=x", "args: string found, array expected"),
        byOperator(FLINK, MAIN + "/imagePolicy", "Always", "'imagePolicy' is not defined.*"),
        byOperator(FLINK, MAIN + "/ports/0/containerPort", "http", "containerPort: string found.*"),
        byOperator(
            "KafkaTopic citybrain.raw",
            "/apiVersion",
            "kafka.strimzi.io/v1beta2",
            "no operator defines kafka.strimzi.io/v1beta2 KafkaTopic"),
        byOperator(
            "KafkaUser ingest",
            "/spec/authorization/acls/0/operations/0",
            "Reed",
            ".*enumeration.*Read.*"),
        byOperator(
            "KafkaUser ingest",
            "/spec/authorization/acls/0/operation",
            "Read",
            "'operation' is not defined.*"),
        operation(
            "KafkaUser ingest",
            "remove",
            "/spec/authorization/type",
            "null",
            "required property 'type' not found",
            true),
        operation(
            "KafkaNodePool brokers",
            "remove",
            "/spec/replicas",
            "null",
            "required property 'replicas' not found",
            true),
        byOperator("KafkaNodePool brokers", "/spec/roles/0", "brokers", ".*enumeration.*"),
        byOperator(
            "Kafka citybrain", "/spec/zookeeper", "{replicas: 3}", "'zookeeper' is not defined.*"),
        byOperator(
            "Kafka citybrain",
            "/spec/kafka/listeners/0/port",
            "\"9093\"",
            "port: string found, integer expected"));
  }

  static Stream<Mistake> againstKubernetes() {
    return Stream.of(
        set("CronJob daily-summary", "/spec/schedul", "x", "Unrecognized field \"schedul\".*"),
        set(
            "CronJob daily-summary",
            BATCH + "/resources/limit",
            "{}",
            "Unrecognized field \"limit\".*"),
        set(
            "CronJob daily-summary",
            "/spec/jobTemplate/spec/backoffLimit",
            "two",
            "Cannot coerce String value .*two.*Integer.*"),
        set(
            "CronJob daily-summary",
            "/apiVersion",
            "batch/v1beta1",
            "kind not used here: batch/v1beta1 CronJob"),
        set("NetworkPolicy flink", "/spec/egresss", "[]", "Unrecognized field \"egresss\".*"),
        set("Role flink", "/rules/0/verb", "[get]", "Unrecognized field \"verb\".*"),
        set(
            "PersistentVolumeClaim city-data",
            "/spec/accessMode",
            "[x]",
            "Unrecognized field \"accessMode\".*"),
        set(FLINK, "/metadata/label", "{}", "Unrecognized field \"label\".*"),
        set(FLINK, "/metadata/name", "Night_Leak", "is no name for an object"));
  }

  static Stream<Mistake> againstTheCode() {
    return Stream.of(
        set(FLINK, "/metadata/name", "rule", "no job of this name; there are .*"),
        set(
            FLINK,
            "/metadata/name",
            "rules-of-all-inlets-of-all-district-metered-areas",
            "no job of this name.*"),
        set(
            FLINK,
            "/spec/job/entryClass",
            "citybrain.jobs.rules.RuleJob",
            "entry class is .*, the job is citybrain.jobs.rules.RulesJob"),
        set(
            FLINK,
            "/spec/job/args/-",
            "--water.night-leak.latness=PT1H",
            "does not start: setting 'water.night-leak.latness' is not known.*did you mean 'water.night-leak.lateness'\\?"),
        set(FLINK, "/spec/job/args/-", "--data=/data", "is told something twice: .*--data.*"),
        set(
            FLINK,
            "/spec/job/args/-",
            "--water.night-leak.lateness=1h",
            "does not start: setting 'water.night-leak.lateness' is '1h'.*"),
        operation(
            FLINK,
            "replace",
            "/spec/job/args/2",
            "--cities=/opt/citybrain/cities/town.yaml",
            "does not start: there is no city .*town.yaml.*",
            false),
        set(FLINK, "/spec/flinkVersion", "v2_1", "is for Flink \"v2_1\".*"),
        set(
            FLINK,
            "/spec/job/jarURI",
            "local:///opt/flink/lib/jobs.jar",
            "jar .* is not where the image has it.*"),
        set(
            FLINK,
            SETTINGS + "execution.checkpoint.interval",
            "10 s",
            "Flink knows no setting 'execution.checkpoint.interval'"),
        set(
            FLINK,
            SETTINGS + "high-availability.storageDir",
            "file:///tmp/ha",
            "has nowhere for high-availability.storageDir"),
        set(
            "FlinkDeployment archive",
            "/spec/job/args/4",
            "--lake=file:///opt/citybrain/lake",
            "has nowhere for the lake"),
        remove(
            FLINK,
            SETTINGS + "execution.checkpointing.dir",
            "has nowhere for execution.checkpointing.dir"),
        remove(
            FLINK,
            SETTINGS + "high-availability.type",
            "has standby job managers without high availability"),
        set(FLINK, SETTINGS + "web.submit.enable", "\"true\"", "does not say web.submit.enable.*"),
        remove(FLINK, SETTINGS + "web.submit.enable", "does not say web.submit.enable.*"),
        remove(FLINK, SETTINGS + "web.cancel.enable", "does not say web.cancel.enable.*"),
        set(FLINK, SETTINGS + "env.java.opts.all", "-Xss1m", "does not open the packages.*"),
        set(
            FLINK,
            SETTINGS + "kubernetes.secrets",
            "ingest:/opt/citybrain/kafka-user",
            "does not mount the certificate of its own KafkaUser"),
        set(FLINK, "/spec/job/upgradeMode", "stateless", "would lose its state.*"),
        set(
            "KafkaTopic citybrain.raw",
            "/spec/partitions",
            "8",
            "has not the 4 partitions of Topics"),
        set(
            "KafkaTopic citybrain.raw",
            "/spec/config/retention.ms",
            "604800",
            "is not kept for PT168H as in Topics"),
        set(
            "KafkaTopic citybrain.alerts.latest",
            "/spec/config/cleanup.policy",
            "delete",
            "is compacted or not, other than in Topics"),
        set(
            "KafkaTopic citybrain.raw",
            "/metadata/name",
            "citybrain.row",
            "is not known to the code"),
        set(
            "KafkaTopic citybrain.raw",
            "/spec/replicas",
            "5",
            "has more copies than there are brokers"),
        set(
            "KafkaUser rules",
            "/spec/authorization/acls/1/resource/name",
            "citybrain.observations.energy",
            "has rights .*energy.*, the job needs .*transport.*"),
        set(
            "KafkaUser rules",
            "/spec/authorization/acls/1/operations/0",
            "All",
            "has rights .*All.*, the job needs .*"),
        remove(
            "KafkaUser ingest",
            "/spec/authorization/acls/8",
            "has rights .*, the job needs .*transactionalId.*"),
        set(
            "Kafka citybrain",
            "/spec/kafka/version",
            "4.1.0",
            "is not the broker the tests run with"),
        set("Kafka citybrain", "/spec/kafka/listeners/0/tls", "false", "listener \"tls\" is open"),
        set(
            "CronJob daily-summary",
            BATCH + "/command/2",
            "exec java citybrain.jobs.lake.SummaryJob --date=x",
            "does not run citybrain.jobs.lake.summary.DailySummaryJob"),
        set(
            "CronJob daily-summary",
            BATCH + "/args/-",
            "--day=2026-01-01",
            "does not start: setting 'day' is not known.*"));
  }

  static Stream<Mistake> againstTheHouse() {
    return Stream.of(
        set(FLINK, "/spec/image", "citybrain/jobs:latest", "image .* has no fixed version"),
        set(FLINK, "/spec/image", "registry:5000/citybrain/jobs", "image .* has no fixed version"),
        set(FLINK, "/spec/image", "citybrain/jobs:0.0.9", "image .* is not of version .*"),
        set(FLINK, MAIN + "/securityContext/privileged", "true", "is privileged"),
        set(
            FLINK,
            MAIN + "/securityContext/readOnlyRootFilesystem",
            "false",
            "may write to its root file system"),
        remove(FLINK, MAIN + "/securityContext/capabilities", "keeps capabilities"),
        remove(
            FLINK,
            MAIN + "/securityContext/allowPrivilegeEscalation",
            "may escalate its privileges"),
        set(
            FLINK,
            POD + "/securityContext/runAsUser",
            "1000",
            "runs as user 1000, the image as 9999"),
        remove(FLINK, POD + "/securityContext/runAsNonRoot", "may run as root"),
        remove(FLINK, POD + "/securityContext/seccompProfile", "has no seccomp profile"),
        set(FLINK, POD + "/hostNetwork", "true", "shares hostNetwork"),
        set(
            FLINK,
            POD + "/volumes/0",
            "{name: tmp, hostPath: {path: /tmp}}",
            "mounts a folder of the host"),
        set(FLINK, POD + "/volumes/2/configMap/name", "cities", "no config map 'cities'"),
        set(
            FLINK,
            MAIN + "/volumeMounts/0/name",
            "temp",
            "mounts volume 'temp', which it does not have"),
        set(
            FLINK,
            MAIN + "/env/-",
            "{name: KAFKA_PASSWORD, value: s3same}",
            "secret KAFKA_PASSWORD is not taken from a Secret"),
        set(
            FLINK,
            SETTINGS + "s3.secret-key",
            "s3same",
            "secret 's3.secret-key' stands in the configuration"),
        set(FLINK, "/spec/serviceAccount", "default", "no service account 'default'"),
        remove(FLINK, "/spec/taskManager/resource/memory", "taskManager has no memory"),
        remove(
            "CronJob daily-summary", BATCH + "/resources/limits", "container has no limits/memory"),
        set("Role flink", "/rules/0/verbs/-", "\"*\"", "\\* in verbs"),
        set("Role flink", "/rules/0/resources/-", "secrets", "may read secrets"),
        set("Role flink", "/rules/0/verbs/-", "impersonate", "may take more rights"),
        set("RoleBinding flink", "/subjects/0/name", "operator", "no subject \"operator\""),
        set(
            "NetworkPolicy default-deny",
            "/spec/egress",
            "[{}]",
            "nothing denies what no policy allows"),
        set(
            "Namespace citybrain",
            "/metadata/labels/pod-security.kubernetes.io~1enforce",
            "baseline",
            "does not enforce restricted pods"));
  }

  @ParameterizedTest
  @MethodSource({"againstTheOperators", "againstKubernetes", "againstTheCode", "againstTheHouse"})
  @MethodSource("citybrain.jobs.manifests.PollerMistakes#all")
  void eachIsRefusedForItsReason(Mistake mistake) {
    if (mistake.needsSchemas()) {
      assumeTrue(CustomKinds.folder().isPresent(), ManifestsTest.SKIPPED);
    }
    var spoilt = RENDERED.copy();
    var words = mistake.object().split(" ", -1);
    JsonNode operation = Yaml.one("[" + mistake.operation() + "]");

    Patches.apply(spoilt.find(words[0], words[1]), operation);

    assertThat(CHECKS.problems(spoilt, true))
        .anySatisfy(
            problem -> {
              assertThat(problem).startsWith(words[0]);
              var reason = problem.substring(problem.indexOf(": ") + 2).lines().findFirst();
              assertThat(reason.orElse("")).containsPattern(mistake.reason());
            });
  }

  @Test
  void aJobWithoutManifestIsMissedAndItsManifestOffered() {
    var spoilt = RENDERED.copy();
    spoilt.all().removeIf(object -> Objects.nameOf(object).equals("rules"));

    assertThat(CHECKS.problems(spoilt, true))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith(FLINK + ": is missing; add to deploy/k8s/base/kustomization.yaml")
                    .contains("entryClass: citybrain.jobs.rules.RulesJob")
                    .contains("kubernetes.secrets: rules:"))
        .contains("KafkaUser rules: is missing");
  }

  @Test
  void aSecretInAManifestIsRefused() {
    var spoilt = RENDERED.copy();
    ObjectNode secret =
        Yaml.documents("{apiVersion: v1, kind: Secret, metadata: {name: key}}").get(0);
    spoilt.all().add(secret);

    assertThat(CHECKS.problems(spoilt, true)).contains("Secret key: no such object in manifests");
  }
}
