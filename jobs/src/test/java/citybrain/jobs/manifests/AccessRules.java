package citybrain.jobs.manifests;

import static citybrain.jobs.manifests.Objects.texts;
import static citybrain.jobs.manifests.Objects.titleOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who may do what, and who may speak to whom. */
final class AccessRules {

  private static final Set<String> NEVER =
      Set.of("Secret", "ClusterRole", "ClusterRoleBinding", "Pod", "Ingress");

  private static final Set<String> POWERS = Set.of("escalate", "bind", "impersonate");

  private AccessRules() {}

  static List<String> problems(Objects objects) {
    var problems = new ArrayList<String>();
    for (var object : objects.all()) {
      if (NEVER.contains(Objects.kindOf(object))) {
        problems.add(titleOf(object) + ": no such object in manifests");
      }
    }
    objects.of("Role").forEach(role -> role(role, problems));
    objects
        .of("RoleBinding")
        .forEach(
            binding -> {
              var role = binding.at("/roleRef/name").asText();
              if (!objects.has("Role", role)
                  || !binding.at("/roleRef/kind").asText().equals("Role")) {
                problems.add(titleOf(binding) + ": no role '" + role + "'");
              }
              for (var subject : binding.path("subjects")) {
                if (!objects.has("ServiceAccount", subject.path("name").asText())) {
                  problems.add(titleOf(binding) + ": no subject " + subject.path("name"));
                }
              }
            });
    if (objects.of("NetworkPolicy").noneMatch(AccessRules::deniesAll)) {
      problems.add("NetworkPolicy: nothing denies what no policy allows");
    }
    objects
        .of("Namespace")
        .filter(
            space ->
                !space
                    .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                    .asText()
                    .equals("restricted"))
        .forEach(space -> problems.add(titleOf(space) + ": does not enforce restricted pods"));
    return problems;
  }

  private static void role(JsonNode role, List<String> problems) {
    for (var rule : role.path("rules")) {
      for (var part : List.of("apiGroups", "resources", "verbs")) {
        if (texts(rule.path(part)).stream().anyMatch(word -> word.contains("*"))) {
          problems.add(titleOf(role) + ": * in " + part);
        }
      }
      if (texts(rule.path("resources")).contains("secrets")) {
        problems.add(titleOf(role) + ": may read secrets");
      }
      if (texts(rule.path("verbs")).stream().anyMatch(POWERS::contains)) {
        problems.add(titleOf(role) + ": may take more rights");
      }
    }
  }

  private static boolean deniesAll(JsonNode policy) {
    var spec = policy.path("spec");
    return spec.path("podSelector").isObject()
        && spec.path("podSelector").isEmpty()
        && texts(spec.path("policyTypes")).containsAll(List.of("Ingress", "Egress"))
        && !spec.has("ingress")
        && !spec.has("egress");
  }
}
