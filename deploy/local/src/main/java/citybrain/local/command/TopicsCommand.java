package citybrain.local.command;

import citybrain.wire.Topics;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the contract of all topics. */
@Command(
    name = "topics",
    description = "Print the contract of every topic: key, partitions, retention, content.",
    footer = {
      "",
      "Examples:",
      "  ./citybrain topics",
      "  ./citybrain topics --json | jq -r '.[].name'",
      "",
      "Read them with isolation.level=read_committed. On one machine nothing expires by time:",
      "a city's clock may stand years back, and Kafka counts retention from record timestamps."
    })
public final class TopicsCommand implements Callable<Integer> {

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    if (json) {
      printJson();
    } else {
      for (var topic : Topics.all()) {
        System.out.printf(
            Locale.ROOT,
            "%s%n  content     %s%n  schema      %s%n  key         %s%n  timestamp   %s%n  partitions  %d%n  retention   %d days%n  largest     %,d bytes a record%n%n",
            topic.name(),
            topic.content(),
            topic.schema(),
            topic.keyedBy(),
            topic.timestamp(),
            topic.partitions(),
            topic.retention().toDays(),
            topic.largestRecord());
      }
    }
    return 0;
  }

  private static void printJson() throws JsonProcessingException {
    var mapper = new ObjectMapper();
    var array = mapper.createArrayNode();
    for (var topic : Topics.all()) {
      array
          .addObject()
          .put("name", topic.name())
          .put("content", topic.content())
          .put("schema", topic.schema())
          .put("key", topic.keyedBy())
          .put("timestamp", topic.timestamp())
          .put("partitions", topic.partitions())
          .put("retention", topic.retention().toString())
          .put("largest_record_bytes", topic.largestRecord());
    }
    System.out.println(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(array));
  }
}
