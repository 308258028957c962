package citybrain.jobs.manifests;

import static citybrain.jobs.manifests.Objects.nameOf;
import static citybrain.jobs.manifests.Objects.titleOf;

import citybrain.feed.SettingException;
import citybrain.jobs.lake.summary.DailySummaryJob;
import citybrain.jobs.runtime.JobCatalog;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Every job of the code has its manifest and starts with what the manifest tells it. */
final class JobRules {

  /** The operator's own limit: names of what it makes are longer. */
  private static final int LONGEST_NAME = 45;

  private static final Set<String> STATEFUL = Set.of("savepoint", "last-state");
  private static final Pattern OPENED = Pattern.compile("--add-opens \\S+");

  /** Arguments that the daily summary has started with. */
  private static final Set<List<String>> SUMMARISED = new HashSet<>();

  private final Objects objects;
  private final Mounts mounts;
  private final List<String> problems = new ArrayList<>();

  /** What each job does under its manifest's arguments. */
  final Map<String, JobFacts> facts = new TreeMap<>();

  private JobRules(Objects objects, Path folder) {
    this.objects = objects;
    this.mounts = new Mounts(objects, folder);
  }

  /**
   * @param folder where config maps may be laid
   * @param isComplete whether an overlay has said where state and lake are
   */
  static JobRules of(Objects objects, Path folder, boolean isComplete) {
    var rules = new JobRules(objects, folder);
    var jobs = JobCatalog.streamingJobs();
    jobs.forEach(
        (name, type) -> {
          if (!objects.has("FlinkDeployment", name)) {
            rules.problems.add(
                "FlinkDeployment " + name + ": is missing; " + rules.howToAdd(name, type));
          }
        });
    objects
        .of("FlinkDeployment")
        .forEach(
            manifest -> {
              var type = jobs.get(nameOf(manifest));
              if (type == null) {
                rules.no(manifest, true, "no job of this name; there are " + jobs.keySet());
              } else {
                rules.deployment(manifest, type, isComplete);
              }
            });
    rules.summary(isComplete);
    return rules;
  }

  List<String> problems() {
    return problems;
  }

  private void no(JsonNode object, boolean wrong, String problem) {
    if (wrong) {
      problems.add(titleOf(object) + ": " + problem);
    }
  }

  private String howToAdd(String name, Class<?> type) {
    var job = JobFacts.remembered(name, type, List.of());
    facts.put(name, job);
    return "add to deploy/k8s/base/kustomization.yaml\n  - jobs/%s.yaml\nand as that file\n%s"
        .formatted(name, job.manifest());
  }

  private void deployment(JsonNode manifest, Class<?> type, boolean isComplete) {
    var spec = manifest.path("spec");
    var job = spec.path("job");
    var flink = spec.path("flinkConfiguration");
    no(manifest, nameOf(manifest).length() > LONGEST_NAME, "name is longer than " + LONGEST_NAME);
    no(
        manifest,
        !job.path("entryClass").asText().equals(type.getName()),
        "entry class is " + job.path("entryClass") + ", the job is " + type.getName());
    no(
        manifest,
        !spec.path("flinkVersion").asText().equals(Project.flinkVersion()),
        "is for Flink " + spec.path("flinkVersion") + ", the code is built with another");
    no(
        manifest,
        !job.path("jarURI").asText().equals("local://" + Project.jar()),
        "jar " + job.path("jarURI") + " is not where the image has it, " + Project.jar());
    no(manifest, job.path("parallelism").asInt() < 1, "has no parallelism");
    no(
        manifest,
        !STATEFUL.contains(job.path("upgradeMode").asText()),
        "would lose its state when it is updated");
    no(
        manifest,
        !flink
            .path("kubernetes.secrets")
            .asText()
            .equals(nameOf(manifest) + ":/opt/citybrain/kafka-user"),
        "does not mount the certificate of its own KafkaUser");
    flink
        .fieldNames()
        .forEachRemaining(
            key -> no(manifest, !FlinkKeys.isKnown(key), "Flink knows no setting '" + key + "'"));
    opened(manifest, flink.path("env.java.opts.all").asText());
    // Both are on by default, and whoever reaches the port could use them.
    for (var key : List.of("web.submit.enable", "web.cancel.enable")) {
      no(
          manifest,
          !flink.path(key).asText().equals("false"),
          "does not say " + key + ": \"false\"");
    }
    no(
        manifest,
        spec.at("/jobManager/replicas").asInt() > 1 && !flink.has("high-availability.type"),
        "has standby job managers without high availability");
    if (isComplete) {
      for (var key :
          List.of(
              "execution.checkpointing.dir",
              "execution.checkpointing.savepoint-dir",
              "high-availability.storageDir")) {
        no(
            manifest,
            !Mounts.isKept(flink.path(key).asText(), spec.at("/podTemplate/spec")),
            "has nowhere for " + key);
      }
    }
    var arguments = arguments(manifest, job.path("args"), spec.at("/podTemplate/spec"), isComplete);
    try {
      facts.put(nameOf(manifest), JobFacts.remembered(nameOf(manifest), type, arguments));
    } catch (SettingException e) {
      no(manifest, true, "does not start: " + e.getMessage());
      facts.put(nameOf(manifest), JobFacts.remembered(nameOf(manifest), type, List.of()));
    }
  }

  private void opened(JsonNode manifest, String options) {
    var wanted = OPENED.matcher(Project.property("open.packages")).results();
    no(
        manifest,
        !wanted.allMatch(one -> options.contains(one.group())),
        "does not open the packages of the JDK that Flink reaches into");
  }

  /** As they are here: a lake stays closed, for object stores are known only in the image. */
  private List<String> arguments(
      JsonNode manifest, JsonNode arguments, JsonNode pod, boolean isComplete) {
    var lake = "--lake=";
    var given = Objects.texts(arguments).stream().filter(one -> one.startsWith(lake)).toList();
    no(
        manifest,
        isComplete
            && !given.stream().allMatch(one -> Mounts.isKept(one.substring(lake.length()), pod)),
        "has nowhere for the lake");
    no(manifest, isComplete && given.isEmpty(), "is not told where the lake is");
    var keys = Objects.texts(arguments).stream().map(one -> one.replaceAll("=.*", "")).toList();
    no(manifest, new HashSet<>(keys).size() < keys.size(), "is told something twice: " + keys);
    var here = new ArrayList<>(mounts.arguments(arguments, pod));
    here.removeIf(one -> one.startsWith(lake));
    here.add(lake + Path.of("target/no-lake").toUri());
    return here;
  }

  private void summary(boolean isComplete) {
    var manifest = objects.find("CronJob", "daily-summary");
    var pod = manifest.at("/spec/jobTemplate/spec/template/spec");
    var container = pod.at("/containers/0");
    var script = container.at("/command/2").asText();
    no(
        manifest,
        !script.contains(" " + DailySummaryJob.class.getName() + " "),
        "does not run " + DailySummaryJob.class.getName());
    for (var variable : container.path("env")) {
      if (variable.path("name").asText().equals("JDK_JAVA_OPTIONS")) {
        opened(manifest, variable.path("value").asText());
      }
    }
    var arguments = arguments(manifest, container.path("args"), pod, isComplete);
    try {
      // No lake yet: settings are read, files are looked for, nothing is done.
      Pattern.compile("--(\\w+)=")
          .matcher(script)
          .results()
          .forEach(found -> arguments.add("--" + found.group(1) + "=2026-01-01"));
      if (!SUMMARISED.contains(arguments)) {
        DailySummaryJob.main(arguments.toArray(String[]::new));
        SUMMARISED.add(arguments);
      }
    } catch (SettingException e) {
      no(manifest, true, "does not start: " + e.getMessage());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
