package citybrain.jobs.manifests;

import static citybrain.jobs.manifests.Objects.elements;
import static citybrain.jobs.manifests.Objects.texts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a pod may be: restricted, of our image, bounded, its secrets in files or by reference. */
final class PodRules {

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|passwd|secret|token|credential|access.?key|private.?key).*");

  private final Objects objects;
  private final List<String> problems = new ArrayList<>();
  private String title = "";

  private PodRules(Objects objects) {
    this.objects = objects;
  }

  static List<String> problems(Objects objects) {
    var rules = new PodRules(objects);
    objects
        .of("FlinkDeployment")
        .forEach(
            job -> {
              rules.title = Objects.titleOf(job);
              var spec = job.path("spec");
              rules.image(spec.path("image").asText());
              rules.pod(spec.at("/podTemplate/spec"));
              for (var part : List.of("jobManager", "taskManager")) {
                rules.no(
                    spec.path(part).has("podTemplate"), part + " has a pod template of its own");
                for (var measure : List.of("cpu", "memory")) {
                  rules.no(
                      spec.at("/" + part + "/resource/" + measure).isMissingNode(),
                      part + " has no " + measure);
                }
              }
              rules.account(spec.path("serviceAccount").asText());
              rules.settings(spec.path("flinkConfiguration"));
              rules.arguments(spec.at("/job/args"));
            });
    objects
        .of("CronJob")
        .forEach(job -> rules.plain(job, job.at("/spec/jobTemplate/spec/template/spec")));
    objects.of("Deployment").forEach(one -> rules.plain(one, one.at("/spec/template/spec")));
    return rules.problems;
  }

  /** A pod whose containers are all ours. */
  private void plain(JsonNode owner, JsonNode pod) {
    title = Objects.titleOf(owner);
    pod(pod);
    account(pod.path("serviceAccountName").asText());
    for (var container : pod.path("containers")) {
      image(container.path("image").asText());
      arguments(container.path("args"));
      for (var pointer : List.of("requests/cpu", "requests/memory", "limits/memory")) {
        no(container.at("/resources/" + pointer).isMissingNode(), "container has no " + pointer);
      }
    }
  }

  private void no(boolean wrong, String problem) {
    if (wrong) {
      problems.add(title + ": " + problem);
    }
  }

  private void image(String image) {
    var tag = image.replaceAll(".*/", "").replaceAll("^[^:@]*[:@]?", "");
    no(tag.isEmpty() || tag.equals("latest"), "image '" + image + "' has no fixed version");
    no(
        !tag.startsWith("sha256:") && !tag.equals(Project.version()),
        "image '" + image + "' is not of version " + Project.version());
  }

  private void account(String name) {
    no(!objects.has("ServiceAccount", name), "no service account '" + name + "'");
  }

  private void pod(JsonNode pod) {
    var security = pod.path("securityContext");
    no(!security.path("runAsNonRoot").asBoolean(), "may run as root");
    no(
        security.path("runAsUser").asInt() != Project.user(),
        "runs as user " + security.path("runAsUser") + ", the image as " + Project.user());
    no(
        !security.at("/seccompProfile/type").asText().equals("RuntimeDefault"),
        "has no seccomp profile");
    for (var shared : List.of("hostNetwork", "hostPID", "hostIPC")) {
      no(pod.path(shared).asBoolean(), "shares " + shared);
    }
    var volumes = new HashSet<String>();
    for (var volume : pod.path("volumes")) {
      volumes.add(volume.path("name").asText());
      volume(volume);
    }
    no(pod.path("containers").isEmpty(), "has no container");
    elements(pod.path("containers")).forEach(container -> container(container, volumes));
    elements(pod.path("initContainers")).forEach(container -> container(container, volumes));
  }

  private void volume(JsonNode volume) {
    no(volume.has("hostPath"), "mounts a folder of the host");
    var map = volume.at("/configMap/name");
    no(
        !map.isMissingNode() && !objects.has("ConfigMap", map.asText()),
        "no config map '" + map.asText() + "'");
    var claim = volume.at("/persistentVolumeClaim/claimName");
    no(
        !claim.isMissingNode() && !objects.has("PersistentVolumeClaim", claim.asText()),
        "no volume claim '" + claim.asText() + "'");
  }

  private void container(JsonNode container, Set<String> volumes) {
    var security = container.path("securityContext");
    no(security.path("privileged").asBoolean(), "is privileged");
    no(security.path("allowPrivilegeEscalation").asBoolean(true), "may escalate its privileges");
    no(!security.path("readOnlyRootFilesystem").asBoolean(), "may write to its root file system");
    no(
        !texts(security.at("/capabilities/drop")).contains("ALL")
            || !security.at("/capabilities/add").isMissingNode(),
        "keeps capabilities");
    no(security.path("runAsUser").asInt(1) == 0, "runs as root");
    for (var mount : container.path("volumeMounts")) {
      var name = mount.path("name").asText();
      no(!volumes.contains(name), "mounts volume '" + name + "', which it does not have");
    }
    for (var variable : container.path("env")) {
      var name = variable.path("name").asText();
      no(
          SECRET.matcher(name).matches() && !variable.path("valueFrom").has("secretKeyRef"),
          "secret " + name + " is not taken from a Secret");
    }
  }

  private void settings(JsonNode configuration) {
    configuration
        .fieldNames()
        .forEachRemaining(
            key ->
                no(
                    SECRET.matcher(key).matches() && !key.equals("kubernetes.secrets"),
                    "secret '" + key + "' stands in the configuration"));
  }

  private void arguments(JsonNode arguments) {
    for (var argument : texts(arguments)) {
      var key = argument.replaceAll("=.*", "");
      no(SECRET.matcher(key).matches(), "secret '" + key + "' stands on the command line");
    }
  }
}
