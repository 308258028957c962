package citybrain.cityfile;

import citybrain.feed.SettingException;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * YAML as far as a city file needs it: one document of plain maps, lists and scalars, each with the
 * line it stands on. Aliases, tags and deep nesting are refused, so a hostile file cannot grow.
 */
final class YamlSource {

  private static final int MOST_CHARACTERS = 1 << 20;
  private static final int DEEPEST = 16;

  private static final Set<Tag> TAGS =
      Set.of(Tag.MAP, Tag.SEQ, Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

  private final String file;

  private YamlSource(String file) {
    this.file = file;
  }

  /** The root of the one document in this text. */
  static Node root(String file, String text) {
    return new YamlSource(file).root(text);
  }

  private Node root(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new SettingException(
          file + ": " + text.length() + " characters; expected at most " + MOST_CHARACTERS);
    }
    var settings = LoadSettings.builder().setLabel(file).build();
    try {
      for (var event : new Parse(settings).parseString(text)) {
        check(event);
      }
      return new Compose(settings)
          .composeString(text)
          .orElseThrow(() -> new SettingException(file + ": the file is empty"));
    } catch (MarkedYamlEngineException e) {
      throw wrong(e.getProblemMark(), "not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new SettingException(file + ": not YAML: " + e.getMessage());
    }
  }

  private int depth;

  private void check(Event event) {
    if (event instanceof AliasEvent) {
      throw wrong(event.getStartMark(), "aliases (*name) are not allowed; write the value out");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      var anchor = node.getAnchor().map(Anchor::getValue).orElse("");
      throw wrong(event.getStartMark(), "anchors (&" + anchor + ") are not allowed");
    }
    if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
      throw wrong(event.getStartMark(), "nested deeper than " + DEEPEST + " levels");
    }
    if (event instanceof CollectionEndEvent) {
      depth--;
    }
  }

  /** Refuses tags such as {@code !!java/…}: a city file holds data only. */
  static void requirePlain(String file, Node node) {
    if (!TAGS.contains(node.getTag())) {
      throw new SettingException(
          file + ":" + line(node) + ": the tag '" + node.getTag() + "' is not allowed");
    }
  }

  /** The line a node starts on, counted from 1. */
  static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private SettingException wrong(Optional<Mark> mark, String problem) {
    var line = mark.map(at -> ":" + (at.getLine() + 1)).orElse("");
    return new SettingException(file + line + ": " + problem);
  }
}
