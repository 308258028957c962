package citybrain.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds JSON against the part of JSON Schema that our schemas use. Stricter in one thing: a field
 * the schema does not name is a fault, for it would be an undocumented one.
 */
final class JsonShape {

  private JsonShape() {}

  /** What is wrong, one line each. */
  static List<String> faults(JsonNode schema, JsonNode value) {
    var faults = new ArrayList<String>();
    check("$", schema, value, faults);
    return faults;
  }

  private static void check(String at, JsonNode schema, JsonNode value, List<String> faults) {
    if (schema.has("oneOf")) {
      long fitting = 0;
      for (var one : schema.get("oneOf")) {
        fitting += faults(one, value).isEmpty() ? 1 : 0;
      }
      if (fitting != 1) {
        faults.add(at + " fits " + fitting + " of the alternatives");
      }
    }
    if (schema.has("type") && !isOneOf(schema.get("type"), value)) {
      faults.add(at + " is " + value + ", not " + schema.get("type"));
    }
    if (schema.has("const") && !schema.get("const").equals(value)) {
      faults.add(at + " is " + value + ", not " + schema.get("const"));
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      faults.add(at + " is " + value + ", not one of " + schema.get("enum"));
    }
    for (var field : schema.path("required")) {
      if (!value.has(field.textValue())) {
        faults.add(at + "." + field.textValue() + " is missing");
      }
    }
    if (schema.has("properties")) {
      for (var field : value.properties()) {
        var known = schema.get("properties").get(field.getKey());
        if (known == null) {
          faults.add(at + "." + field.getKey() + " is not in the schema");
        } else {
          check(at + "." + field.getKey(), known, field.getValue(), faults);
        }
      }
    }
    if (value.isArray()) {
      if (value.size() < schema.path("minItems").asInt(0)
          || value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
        faults.add(at + " has " + value.size() + " items");
      }
      value.forEach(item -> check(at + "[]", schema.path("items"), item, faults));
    }
  }

  private static boolean isOneOf(JsonNode types, JsonNode value) {
    if (types.isTextual()) {
      return is(types.textValue(), value);
    }
    for (var type : types) {
      if (is(type.textValue(), value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "null" -> value.isNull();
      default -> throw new IllegalArgumentException("type " + type);
    };
  }

  private static boolean contains(JsonNode values, JsonNode wanted) {
    for (var value : values) {
      if (value.equals(wanted)) {
        return true;
      }
    }
    return false;
  }
}
