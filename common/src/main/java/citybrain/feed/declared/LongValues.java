package citybrain.feed.declared;

import citybrain.feed.Reason;
import citybrain.feed.table.TableHeader;
import citybrain.observation.ObservedProperty;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A long table: one column holds the values, another names the property of each. Words that are
 * neither declared nor ignored are refused.
 */
public record LongValues(
    String column,
    String propertyColumn,
    List<Word> words,
    List<String> ignored,
    List<String> missing)
    implements RowPart {

  /** A word in the property column and what it means. */
  public record Word(String word, ObservedProperty property, Conversion conversion) {}

  @Override
  public Set<ObservedProperty> properties() {
    return words.stream().map(Word::property).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Step bind(TableHeader header) {
    int value = header.column(column);
    int property = header.column(propertyColumn);
    var known = words.toArray(Word[]::new);
    return row -> {
      for (var word : known) {
        if (row.holds(property, word.word)) {
          if (row.isAbsent(value)) {
            row.refuseAbsent(value);
          } else if (!row.isEmpty(value)
              && !row.holdsOneOf(value, missing)
              && row.isReadable(value)) {
            row.observe(word.property, word.conversion.of(row.peek(value)), value);
          }
          return true;
        }
      }
      if (row.isAbsent(property)) {
        row.refuseAbsent(property);
      } else if (!row.holdsOneOf(property, ignored)) {
        row.refuseValue(
            Reason.UNKNOWN_PROPERTY,
            property,
            "expected one of "
                + String.join(", ", words.stream().map(Word::word).toList())
                + ", or a word listed under ignore");
      }
      return true;
    };
  }
}
