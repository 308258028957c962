package citybrain.jobs.manifests;

import static citybrain.jobs.manifests.SeededMistakesTest.operation;
import static citybrain.jobs.manifests.SeededMistakesTest.remove;
import static citybrain.jobs.manifests.SeededMistakesTest.set;

import citybrain.jobs.manifests.SeededMistakesTest.Mistake;
import java.util.stream.Stream;

/** What can be wrong with the poller's manifest, see {@link SeededMistakesTest}. */
final class PollerMistakes {

  private PollerMistakes() {}

  static Stream<Mistake> all() {
    var poller = "Deployment poller";
    var container = "/spec/template/spec/containers/0";
    return Stream.of(
        set(poller, "/spec/replicas", "2", "would bring everything twice.*"),
        set(poller, "/spec/strategy/type", "RollingUpdate", "would run twice.*"),
        operation(
            poller, "replace", container + "/command/6", "x.Y", "does not run .*Poller", false),
        operation(
            poller,
            "replace",
            container + "/args/2",
            "--cities=none.yaml",
            "does not start: .*none.yaml.*",
            false),
        set(poller, container + "/args/-", "--evry=1", "does not start: .*evry.*"),
        remove(poller, container + "/args/1", "is not told how to reach Kafka"),
        remove(poller, container + "/resources/limits/memory", "container has no limits/memory"),
        set(poller, container + "/securityContext/privileged", "true", "is privileged"),
        remove(poller, "/spec/template/spec/volumes/5", "does not mount the certificate.*"),
        remove(
            "NetworkPolicy poller",
            "/spec/egress/1/to/0/ipBlock/except",
            "may reach the networks.*"),
        set(
            "KafkaUser poller",
            "/spec/authorization/acls/0/operations",
            "[Write]",
            "has rights.*"));
  }
}
