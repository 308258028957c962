package citybrain.jobs.manifests;

import citybrain.jobs.runtime.City;
import citybrain.jobs.runtime.Graphs;
import citybrain.wire.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;

/**
 * What a job does with Kafka, as the graph says that its main method submits.
 *
 * @param reads topics
 * @param alerts whether it writes alerts
 * @param transactions whether it writes other records, in transactions
 */
record JobFacts(
    String name,
    Class<?> type,
    Set<String> reads,
    boolean alerts,
    boolean setsAside,
    boolean transactions) {

  private static final Map<List<Object>, JobFacts> REMEMBERED = new HashMap<>();

  /** The same, once for the same arguments: a file that they name must not have changed. */
  static JobFacts remembered(String name, Class<?> type, List<String> arguments) {
    var key = List.<Object>of(name, type, arguments);
    var facts = REMEMBERED.get(key);
    if (facts == null) {
      facts = of(name, type, arguments);
      REMEMBERED.put(key, facts);
    }
    return facts;
  }

  /** Runs the main method of a job with these arguments. */
  static JobFacts of(String name, Class<?> type, List<String> arguments) {
    try {
      var graph = Graphs.of(type, arguments);
      if (!graph.getJobName().equals(name)) {
        throw new IllegalStateException(type + " calls itself " + graph.getJobName());
      }
      var reads = new TreeSet<String>();
      for (var source : graph.getLineageGraph().sources()) {
        for (var dataset : source.datasets()) {
          for (var facet : dataset.facets().values()) {
            if (facet instanceof KafkaDatasetFacet kafka) {
              reads.addAll(kafka.getTopicIdentifier().getTopics());
            }
          }
        }
      }
      var uids = new TreeSet<String>();
      graph.getStreamNodes().forEach(node -> uids.add(String.valueOf(node.getTransformationUID())));
      return new JobFacts(
          name,
          type,
          reads,
          uids.contains("sink-alerts"),
          uids.contains("sink-set-aside"),
          uids.contains("sink-records"));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }

  /** The manifest such a job needs, to be completed by the topics that only its records know. */
  String manifest() {
    var text = new StringBuilder();
    text.append(
        """
        apiVersion: flink.apache.org/v1beta1
        kind: FlinkDeployment
        metadata:
          name: %1$s
        spec:
          job:
            entryClass: %2$s
            parallelism: 1
          taskManager:
            resource: {cpu: 0.25, memory: 1024m}
          flinkConfiguration:
            kubernetes.secrets: %1$s:/opt/citybrain/kafka-user
        ---
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaUser
        metadata:
          name: %1$s
        spec:
          authorization:
            type: simple
            acls:
              - {resource: {type: group, name: %3$s}, operations: [Read]}
        """
            .formatted(name, type.getName(), City.group(name)));
    var rule = "      - {resource: {type: %s, name: %s}, operations: [%s, Describe]}%n";
    for (var topic : reads) {
      text.append(rule.formatted("topic", topic, "Read"));
    }
    if (alerts) {
      text.append(rule.formatted("topic", Topics.ALERTS, "Write"));
    }
    if (setsAside) {
      text.append(rule.formatted("topic", Topics.REJECTED, "Write"));
    }
    if (transactions) {
      text.append("      # and Write, Describe of every topic it writes\n");
      text.append(
          "      - {resource: {type: transactionalId, name: %s, patternType: prefix}, operations: [Write, Describe]}%n"
              .formatted(City.group(name)));
    }
    return text.toString();
  }
}
