package citybrain.cityfile;

import citybrain.feed.Declaration;
import citybrain.feed.SettingException;
import citybrain.observation.Vocabulary;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A map in a YAML file that knows where it stands, so that every complaint can name file, line,
 * key, value, what is allowed and the nearest key.
 */
final class YamlBlock implements Declaration {

  private final String file;

  /** Keys from the root, joined by dots; empty for the root. */
  private final String path;

  private final int line;
  private final Vocabulary vocabulary;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new LinkedHashMap<>();

  private YamlBlock(String file, String path, int line, Node node, Vocabulary vocabulary) {
    this.file = file;
    this.path = path;
    this.line = line;
    this.vocabulary = vocabulary;
    YamlSource.requirePlain(file, node);
    if (!(node instanceof MappingNode map)) {
      throw wrong(line, path() + " is not a map", "keys and values");
    }
    for (var entry : map.getValue()) {
      int at = YamlSource.line(entry.getKeyNode());
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw wrong(at, path() + ": a key is not a word", "a word as key");
      }
      YamlSource.requirePlain(file, key);
      YamlSource.requirePlain(file, entry.getValueNode());
      if (values.put(key.getValue(), entry.getValueNode()) != null) {
        int first = lines.getOrDefault(key.getValue(), 0);
        throw wrong(at, path(key.getValue()) + " stands here and on line " + first, "it once");
      }
      lines.put(key.getValue(), at);
    }
  }

  static YamlBlock root(String file, String text) {
    var node = YamlSource.root(file, text);
    return new YamlBlock(file, "", YamlSource.line(node), node, Vocabulary.BUILT_IN);
  }

  /** The block under this key, in which these properties may be named. */
  Optional<YamlBlock> findBlock(String key, Vocabulary known) {
    return Optional.ofNullable(values.get(key)).map(node -> block(key, node, known));
  }

  @Override
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** File and line, the way editors read it. */
  @Override
  public String place() {
    return file + ":" + line;
  }

  /** File and line of a key, and its path. */
  String placeOf(String key) {
    return file + ":" + lines.getOrDefault(key, line) + ": " + path(key);
  }

  /** File and line of each key. */
  Map<String, String> places() {
    var places = new LinkedHashMap<String, String>();
    lines.forEach((key, at) -> places.put(key, file + ":" + at));
    return Collections.unmodifiableMap(places);
  }

  /** Refuses every key but these. */
  @Override
  public void allow(Collection<String> keys) {
    for (var key : values.keySet()) {
      if (!keys.contains(key)) {
        var place = file + ":" + lines.get(key) + ": " + (path.isEmpty() ? "" : path + ": ");
        throw new SettingException(
            place + "unknown key '" + key + "'; allowed: " + sorted(keys) + nearest(key, keys));
      }
    }
  }

  @Override
  public boolean has(String key) {
    return values.containsKey(key);
  }

  @Override
  public Optional<String> findText(String key) {
    return Optional.ofNullable(values.get(key)).map(node -> scalar(key, node));
  }

  @Override
  public String text(String key, String expected) {
    return findText(key).orElseThrow(() -> missing(key, expected));
  }

  /** A value that must be read by {@code reader}, which throws what it does not understand. */
  @Override
  public <T> Optional<T> find(String key, Function<String, T> reader, String expected) {
    return find(key, reader, text -> text, expected);
  }

  /**
   * The same where the value may be a secret.
   *
   * @param shown what of it a complaint may show
   */
  <T> Optional<T> find(
      String key, Function<String, T> reader, UnaryOperator<String> shown, String expected) {
    return findText(key)
        .map(
            text -> {
              try {
                return reader.apply(text);
              } catch (IllegalArgumentException | DateTimeException e) {
                throw wrong(key, shown.apply(text), expected);
              }
            });
  }

  <T> T require(String key, Function<String, T> reader, String expected) {
    return find(key, reader, expected).orElseThrow(() -> missing(key, expected));
  }

  /** One of a closed set of words. */
  @Override
  public Optional<String> findOneOf(String key, Collection<String> words) {
    var text = findText(key);
    text.filter(word -> !words.contains(word))
        .ifPresent(
            word -> {
              throw wrong(key, word, "one of " + sorted(words) + nearest(word, words));
            });
    return text;
  }

  @Override
  public boolean flag(String key) {
    return findOneOf(key, List.of("true", "false")).map("true"::equals).orElse(false);
  }

  @Override
  public List<String> list(String key, String expected) {
    var node = values.get(key);
    if (node == null) {
      throw missing(key, expected);
    }
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong(YamlSource.line(node), path(key) + " is not a list", expected);
    }
    var items = new ArrayList<String>();
    for (var item : sequence.getValue()) {
      YamlSource.requirePlain(file, item);
      items.add(scalar(key, item));
    }
    return items;
  }

  @Override
  public Optional<YamlBlock> findBlock(String key) {
    return Optional.ofNullable(values.get(key)).map(node -> block(key, node));
  }

  /** The maps in this map, by key, in the order of the file. */
  @Override
  public Map<String, YamlBlock> blocks() {
    var blocks = new LinkedHashMap<String, YamlBlock>();
    values.forEach((key, node) -> blocks.put(key, block(key, node)));
    return blocks;
  }

  private YamlBlock block(String key, Node node) {
    return block(key, node, vocabulary);
  }

  private YamlBlock block(String key, Node node, Vocabulary known) {
    return new YamlBlock(file, path(key), lines.getOrDefault(key, line), node, known);
  }

  /** The scalars of this map among these keys, in the order of the file. */
  Map<String, String> scalars(Collection<String> keys) {
    var scalars = new LinkedHashMap<String, String>();
    values.forEach(
        (key, node) -> {
          if (keys.contains(key)) {
            scalars.put(key, scalar(key, node));
          }
        });
    return Collections.unmodifiableMap(scalars);
  }

  @Override
  public Collection<String> keys() {
    return values.keySet();
  }

  /** Refuses keys that are not small words joined by hyphens: they become parts of names. */
  void requireNames(String what) {
    for (var key : values.keySet()) {
      if (!CityFile.NAME.matcher(key).matches()) {
        throw wrongKey(key, what + CityFile.NAME_FORM);
      }
    }
  }

  /** The complaint about a key that names something. */
  SettingException wrongKey(String key, String expected) {
    return wrong(lines.getOrDefault(key, line), path() + ": '" + key + "'", expected);
  }

  /** The complaint about the block as a whole. */
  SettingException wrongBlock(String problem, String expected) {
    return wrong(line, path() + " " + problem, expected);
  }

  private String scalar(String key, Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      throw wrong(YamlSource.line(node), path(key) + " is not a single value", "one value");
    }
    if (node.getTag().equals(Tag.NULL) || scalar.getValue().isBlank()) {
      throw wrong(YamlSource.line(node), path(key) + " has no value", "a value, or no such key");
    }
    return scalar.getValue().strip();
  }

  @Override
  public SettingException missing(String key, String expected) {
    return wrong(
        line, (path.isEmpty() ? "" : path + ": ") + "the key '" + key + "' is missing", expected);
  }

  /** The complaint about a value, at the line of the value. */
  @Override
  public SettingException wrong(String key, String value, String expected) {
    var node = values.get(key);
    int at = node == null ? line : YamlSource.line(node);
    return wrong(at, path(key) + " is '" + value + "'", expected);
  }

  private SettingException wrong(int at, String problem, String expected) {
    return new SettingException(file + ":" + at + ": " + problem + "; expected " + expected);
  }

  private String path() {
    return path.isEmpty() ? "the file" : path;
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  @Override
  public String meant(String word, Collection<String> words) {
    return nearest(word, words);
  }

  static String nearest(String word, Collection<String> allowed) {
    return NearestWord.find(word, allowed).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  private static String sorted(Collection<String> words) {
    return words.stream().sorted().collect(Collectors.joining(", "));
  }
}
