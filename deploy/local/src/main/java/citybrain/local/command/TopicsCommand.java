package citybrain.local.command;

import citybrain.cityfile.PropertySpec;
import citybrain.feed.SettingException;
import citybrain.local.choice.CityChoices;
import citybrain.local.topics.TopicSample;
import citybrain.wire.Topic;
import citybrain.wire.Topics;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the contract of all topics. */
@Command(
    name = "topics",
    description =
        "Print the contract of every topic: key, partitions, retention, content; or its newest records.",
    footer = {
      "",
      "Examples:",
      "  ./citybrain topics",
      "  ./citybrain topics --json | jq -r '.[].name'",
      "  ./citybrain topics --sample citybrain.aggregates    the newest records, decoded, a line a row",
      "",
      "Read them with isolation.level=read_committed; notebooks/citytopics.py shows how to read blocks",
      "and frames in another language. On one machine nothing expires by time:",
      "a city's clock may stand years back, and Kafka counts retention from record timestamps."
    })
public final class TopicsCommand implements Callable<Integer> {

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Mixin private HomeOption home = new HomeOption();

  @Option(
      names = "--sample",
      paramLabel = "TOPIC",
      description =
          "The newest records of this topic of the running city, decoded, as lines of JSON.")
  private Optional<String> sample = Optional.empty();

  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "5",
      description = "So many records of a sample. Default: ${DEFAULT-VALUE}.")
  private int records;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "10",
      description = "So many rows of a record, at most. Default: ${DEFAULT-VALUE}.")
  private int rows;

  @Override
  public Integer call() throws JsonProcessingException {
    if (sample.isPresent()) {
      printSample(sample.get());
    } else if (json) {
      printJson();
    } else {
      for (var topic : Topics.all()) {
        System.out.printf(
            Locale.ROOT,
            "%s%n  content     %s%n  schema      %s%n  key         %s%n  timestamp   %s%n  partitions  %d%n  retention   %s%n  largest     %,d bytes a record%n  compressed  %s%n%n",
            topic.name(),
            topic.content(),
            schema(topic),
            topic.keyedBy(),
            topic.timestamp(),
            topic.partitions(),
            retention(topic),
            topic.largestRecord(),
            topic.compression());
      }
    }
    return 0;
  }

  private void printSample(String topic) {
    if (!Topics.names().contains(topic)) {
      throw new SettingException(
          "no topic '"
              + topic
              + "'; there are "
              + String.join(", ", new TreeSet<>(Topics.names())));
    }
    if (records < 1 || rows < 1) {
      throw new SettingException("--records and --rows must be 1 or more");
    }
    var found = home.running();
    var cities = CityChoices.kept(found.home(), found.run().city()).cities();
    new TopicSample(rows, PropertySpec.of(cities))
        .read(found.run().bootstrap(), topic, records)
        .forEach(System.out::println);
  }

  private static String retention(Topic topic) {
    return topic.compacted()
        ? "the newest record of each key, for good"
        : topic.retention().toDays() + " days";
  }

  /** Where the schema lies in the repository; in words where it is no file. */
  private static String schema(Topic topic) {
    return topic.schema().contains(".json") || topic.schema().endsWith(".avsc")
        ? "common/src/main/resources/citybrain/wire/" + topic.schema()
        : topic.schema();
  }

  private static void printJson() throws JsonProcessingException {
    var mapper = new ObjectMapper();
    var array = mapper.createArrayNode();
    for (var topic : Topics.all()) {
      array
          .addObject()
          .put("name", topic.name())
          .put("content", topic.content())
          .put("schema", schema(topic))
          .put("key", topic.keyedBy())
          .put("timestamp", topic.timestamp())
          .put("partitions", topic.partitions())
          .put("retention", topic.compacted() ? "" : topic.retention().toString())
          .put("compacted", topic.compacted())
          .put("largest_record_bytes", topic.largestRecord())
          .put("compression", topic.compression())
          .put("isolation", "read_committed");
    }
    System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array));
  }
}
