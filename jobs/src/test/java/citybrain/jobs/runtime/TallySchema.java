package citybrain.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Holds a tally against {@code tally.v1.schema.json}: the fields of its stage, no other, typed. */
public final class TallySchema {

  private static final JsonNode STAGES = stages();

  private TallySchema() {}

  private static JsonNode stages() {
    try (var in = TallySchema.class.getResourceAsStream("/citybrain/wire/tally.v1.schema.json")) {
      return new ObjectMapper().readTree(in).get("oneOf");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void check(JsonNode tally) {
    assertThat(faults(tally)).as(tally.toString()).isEmpty();
  }

  static List<String> faults(JsonNode tally) {
    for (var stage : STAGES) {
      if (stage.at("/properties/stage/const").equals(tally.get("stage"))) {
        return faults(stage, tally);
      }
    }
    return List.of("no stage " + tally.get("stage"));
  }

  private static List<String> faults(JsonNode stage, JsonNode tally) {
    var faults = new ArrayList<String>();
    stage
        .get("required")
        .forEach(
            field -> {
              if (!tally.has(field.textValue())) {
                faults.add(field.textValue() + " is missing");
              }
            });
    for (var field : tally.properties()) {
      var known = stage.get("properties").get(field.getKey());
      var value = field.getValue();
      if (known == null) {
        faults.add(field.getKey() + " is not in the schema");
      } else if (known.has("type")
          && !(known.get("type").textValue().equals("string")
              ? value.isTextual()
              : value.isIntegralNumber())) {
        faults.add(field.getKey() + " is " + value + ", not " + known.get("type"));
      }
    }
    return faults;
  }
}
