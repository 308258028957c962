package citybrain.jobs.manifests;

import static citybrain.jobs.manifests.Objects.texts;

import citybrain.feed.SettingException;
import citybrain.jobs.polling.Poller;
import citybrain.wire.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** There is one poller, it starts with what its manifest tells it, and it reaches what it needs. */
final class PollerRules {

  static final String NAME = "poller";

  /** The raw topic is its memory, so it reads it too; it has no group and no transaction. */
  static final Map<String, Set<String>> RIGHTS =
      Map.of("topic " + Topics.RAW, Set.of("Describe", "Read", "Write"));

  private static final String SELECTED = "/matchLabels/app.kubernetes.io~1component";

  private final List<String> problems = new ArrayList<>();

  private PollerRules() {}

  static List<String> problems(Objects objects, Path folder) {
    var rules = new PollerRules();
    if (objects.has("Deployment", NAME)) {
      rules.deployment(objects.find("Deployment", NAME), new Mounts(objects, folder));
    } else {
      rules.no(true, "is missing");
    }
    rules.network(objects);
    return rules.problems;
  }

  private void no(boolean wrong, String problem) {
    if (wrong) {
      problems.add("Deployment " + NAME + ": " + problem);
    }
  }

  private void deployment(JsonNode manifest, Mounts mounts) {
    var spec = manifest.path("spec");
    no(spec.path("replicas").asInt() != 1, "would bring everything twice: replicas is not 1");
    no(
        !spec.at("/strategy/type").asText().equals("Recreate"),
        "would run twice while it is updated: strategy is not Recreate");
    no(
        !spec.at("/selector" + SELECTED).asText().equals(NAME)
            || !spec.at("/template/metadata/labels/app.kubernetes.io~1component")
                .asText()
                .equals(NAME),
        "does not select its own pods");
    var pod = spec.at("/template/spec");
    var container = pod.at("/containers/0");
    no(
        !texts(container.path("command")).contains(Poller.class.getName()),
        "does not run " + Poller.class.getName());
    no(
        !mounted(pod, container, "/opt/citybrain/kafka-user").equals(NAME),
        "does not mount the certificate of its own KafkaUser");
    no(
        texts(container.path("args")).stream()
            .noneMatch(one -> one.startsWith("--kafka-client=/opt/citybrain/kafka/")),
        "is not told how to reach Kafka");
    try {
      var here = mounts.arguments(container.path("args"), pod);
      no(Poller.planned(here.toArray(String[]::new)).isEmpty(), "polls nothing");
    } catch (SettingException e) {
      no(true, "does not start: " + e.getMessage());
    }
  }

  private static String mounted(JsonNode pod, JsonNode container, String path) {
    for (var mount : container.path("volumeMounts")) {
      for (var volume : pod.path("volumes")) {
        if (mount.path("mountPath").asText().equals(path)
            && volume.path("name").equals(mount.path("name"))) {
          return volume.at("/secret/secretName").asText();
        }
      }
    }
    return "";
  }

  private void network(Objects objects) {
    no(
        objects
            .of("NetworkPolicy")
            .noneMatch(policy -> policy.at("/spec/podSelector" + SELECTED).asText().equals(NAME)),
        "may reach nothing: no network policy selects it");
    boolean isLetIn = false;
    for (var rule : objects.find("NetworkPolicy", "kafka").at("/spec/ingress")) {
      for (var from : rule.path("from")) {
        isLetIn |= from.at("/podSelector" + SELECTED).asText().equals(NAME);
      }
    }
    no(!isLetIn, "is not let in by Kafka's network policy");
    for (var rule : objects.find("NetworkPolicy", NAME).at("/spec/egress")) {
      for (var to : rule.path("to")) {
        var block = to.path("ipBlock");
        if (block.has("cidr") && block.path("except").isEmpty()) {
          problems.add("NetworkPolicy " + NAME + ": may reach the networks around");
        }
      }
    }
  }
}
