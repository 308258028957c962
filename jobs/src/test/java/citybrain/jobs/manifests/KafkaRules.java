package citybrain.jobs.manifests;

import static citybrain.jobs.manifests.Objects.nameOf;
import static citybrain.jobs.manifests.Objects.texts;
import static citybrain.jobs.manifests.Objects.titleOf;

import citybrain.jobs.runtime.City;
import citybrain.wire.Topic;
import citybrain.wire.Topics;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Topics are those of the contract; a job's user may do what the job does, and no more. */
final class KafkaRules {

  private static final String CLUSTER = "/metadata/labels/strimzi.io~1cluster";

  private KafkaRules() {}

  static List<String> problems(Objects objects, Map<String, JobFacts> jobs) {
    var problems = new ArrayList<String>();
    var topics = new TreeMap<String, Topic>();
    Topics.all().forEach(topic -> topics.put(topic.name(), topic));
    differ("KafkaTopic", topics.keySet(), objects.names("KafkaTopic"), problems);
    objects.of("KafkaTopic").forEach(topic -> topic(topic, topics.get(nameOf(topic)), problems));

    var users = new TreeSet<>(jobs.keySet());
    users.add(PollerRules.NAME);
    differ("KafkaUser", users, objects.names("KafkaUser"), problems);
    objects
        .of("KafkaUser")
        .forEach(
            user -> {
              var rights = rights(user, problems);
              if (nameOf(user).equals(PollerRules.NAME)) {
                needs(user, PollerRules.RIGHTS, rights, problems);
              } else {
                user(user, jobs.get(nameOf(user)), rights, topics, problems);
              }
            });

    var clusters = objects.names("Kafka");
    for (var kind : List.of("KafkaTopic", "KafkaUser", "KafkaNodePool")) {
      objects
          .of(kind)
          .filter(object -> !clusters.contains(object.at(CLUSTER).asText()))
          .forEach(object -> problems.add(titleOf(object) + ": belongs to no cluster"));
    }
    objects.of("Kafka").forEach(kafka -> cluster(kafka, objects, problems));
    return problems;
  }

  private static void differ(
      String kind, Set<String> wanted, Collection<String> found, List<String> problems) {
    for (var name : wanted) {
      if (!found.contains(name)) {
        problems.add(kind + " " + name + ": is missing");
      }
    }
    for (var name : found) {
      if (!wanted.contains(name)) {
        problems.add(kind + " " + name + ": is not known to the code");
      }
    }
  }

  private static void topic(JsonNode topic, @Nullable Topic contract, List<String> problems) {
    if (contract == null) {
      return;
    }
    if (topic.at("/spec/partitions").asInt() != contract.partitions()) {
      problems.add(
          titleOf(topic) + ": has not the " + contract.partitions() + " partitions of Topics");
    }
    if (topic.at("/spec/config/max.message.bytes").asLong() != contract.largestRecord()) {
      problems.add(
          titleOf(topic)
              + ": takes other than the "
              + contract.largestRecord()
              + " bytes of Topics (max.message.bytes)");
    }
    if (topic.at("/spec/config/cleanup.policy").asText().equals("compact")
        != contract.compacted()) {
      problems.add(titleOf(topic) + ": is compacted or not, other than in Topics");
    }
    if (!contract.compacted()
        && topic.at("/spec/config/retention.ms").asLong() != contract.retention().toMillis()) {
      problems.add(titleOf(topic) + ": is not kept for " + contract.retention() + " as in Topics");
    }
    if (topic.at("/spec/config/min.insync.replicas").asInt(1)
        > topic.at("/spec/replicas").asInt()) {
      problems.add(titleOf(topic) + ": asks for more copies than it has");
    }
  }

  private static Map<String, Set<String>> rights(JsonNode user, List<String> problems) {
    if (!user.at("/spec/authentication/type").asText().equals("tls")) {
      problems.add(titleOf(user) + ": comes without a certificate");
    }
    var rights = new TreeMap<String, Set<String>>();
    for (var acl : user.at("/spec/authorization/acls")) {
      var resource = acl.path("resource");
      var type = resource.path("type").asText();
      var isPrefix = resource.path("patternType").asText("literal").equals("prefix");
      var name = type + " " + resource.path("name").asText() + (isPrefix ? "…" : "");
      rights.computeIfAbsent(name, key -> new TreeSet<>()).addAll(texts(acl.path("operations")));
      if (acl.path("type").asText("allow").equals("deny")) {
        problems.add(titleOf(user) + ": denies instead of not allowing");
      }
    }
    return rights;
  }

  private static void needs(
      JsonNode user,
      Map<String, Set<String>> wanted,
      Map<String, Set<String>> rights,
      List<String> problems) {
    if (!wanted.equals(rights)) {
      problems.add(titleOf(user) + ": has rights " + rights + ", the job needs " + wanted);
    }
  }

  private static void user(
      JsonNode user,
      @Nullable JobFacts job,
      Map<String, Set<String>> rights,
      Map<String, Topic> topics,
      List<String> problems) {
    if (job == null) {
      return;
    }
    var writes = written(rights, job);
    var wanted = wanted(job, writes);
    if (!writes.stream().allMatch(topics::containsKey)) {
      problems.add(titleOf(user) + ": writes a topic that Topics does not know: " + writes);
    }
    if (job.transactions() && Set.of(Topics.ALERTS, Topics.REJECTED).containsAll(writes)) {
      problems.add(titleOf(user) + ": may write nothing, but the job does");
    }
    needs(user, wanted, rights, problems);
  }

  /**
   * Which topics transactions write, only records know; tests of the jobs hold them against this.
   */
  private static Set<String> written(Map<String, Set<String>> rights, JobFacts job) {
    var written = new TreeSet<String>();
    if (job.alerts()) {
      written.add(Topics.ALERTS);
    }
    if (job.setsAside()) {
      written.add(Topics.REJECTED);
    }
    if (job.transactions()) {
      rights.forEach(
          (name, operations) -> {
            if (name.startsWith("topic ") && operations.contains("Write")) {
              written.add(name.substring("topic ".length()));
            }
          });
    }
    return written;
  }

  private static Map<String, Set<String>> wanted(JobFacts job, Set<String> writes) {
    var wanted = new TreeMap<String, Set<String>>();
    wanted.put("group " + City.group(job.name()), new TreeSet<>(Set.of("Read")));
    for (var topic : job.reads()) {
      wanted.put("topic " + topic, new TreeSet<>(Set.of("Read", "Describe")));
    }
    for (var topic : writes) {
      wanted
          .computeIfAbsent("topic " + topic, key -> new TreeSet<>())
          .addAll(Set.of("Write", "Describe"));
    }
    if (job.transactions()) {
      wanted.put(
          "transactionalId " + City.group(job.name()) + "…",
          new TreeSet<>(Set.of("Write", "Describe")));
    }
    return wanted;
  }

  private static void cluster(JsonNode kafka, Objects objects, List<String> problems) {
    var spec = kafka.at("/spec/kafka");
    if (!spec.path("version").asText().equals(Project.property("kafka.broker.version"))) {
      problems.add(titleOf(kafka) + ": is not the broker the tests run with");
    }
    for (var setting : List.of("message.max.bytes", "replica.fetch.max.bytes")) {
      if (spec.path("config").path(setting).asLong() != Topics.LARGEST_RAW_RECORD) {
        problems.add(
            titleOf(kafka)
                + ": "
                + setting
                + " is not the "
                + Topics.LARGEST_RAW_RECORD
                + " of Topics");
      }
    }
    if (!spec.at("/authorization/type").asText().equals("simple")) {
      problems.add(titleOf(kafka) + ": lets everybody do everything");
    }
    for (var listener : spec.path("listeners")) {
      if (!listener.path("tls").asBoolean() || !listener.has("authentication")) {
        problems.add(titleOf(kafka) + ": listener " + listener.path("name") + " is open");
      }
    }
    int brokers =
        objects
            .of("KafkaNodePool")
            .filter(pool -> texts(pool.at("/spec/roles")).contains("broker"))
            .mapToInt(pool -> pool.at("/spec/replicas").asInt())
            .sum();
    objects
        .of("KafkaTopic")
        .filter(topic -> topic.at("/spec/replicas").asInt() > brokers)
        .forEach(
            topic -> problems.add(titleOf(topic) + ": has more copies than there are brokers"));
  }
}
