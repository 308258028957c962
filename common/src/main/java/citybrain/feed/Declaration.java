package citybrain.feed;

import citybrain.observation.Vocabulary;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A feed as the city file declares it, or a block of keys within. It knows where each key stands,
 * so a kind can refuse a value with file, line, what is allowed and the nearest word.
 */
public interface Declaration {

  /** File and line, the way editors read it. */
  String place();

  /** The properties that its city file may name. */
  Vocabulary vocabulary();

  boolean has(String key);

  /** All keys, in the order of the file. */
  Collection<String> keys();

  /** Refuses every key but these. */
  void allow(Collection<String> keys);

  Optional<String> findText(String key);

  /** A value that must be there; {@code expected} says what belongs there. */
  String text(String key, String expected);

  /** A value that must be read by {@code reader}, which throws what it does not understand. */
  <T> Optional<T> find(String key, Function<String, T> reader, String expected);

  /** One of a closed set of words. */
  Optional<String> findOneOf(String key, Collection<String> words);

  /** True or false, false when it is not there. */
  boolean flag(String key);

  /** A list of values that must be there. */
  List<String> list(String key, String expected);

  Optional<? extends Declaration> findBlock(String key);

  /** The blocks in this block, by key, in the order of the file. */
  Map<String, ? extends Declaration> blocks();

  /** The complaint that a key is missing. */
  SettingException missing(String key, String expected);

  /** The complaint about a value, at the line of the value. */
  SettingException wrong(String key, String value, String expected);

  /** A question that ends a complaint: the nearest of these words, or nothing. */
  String meant(String word, Collection<String> words);
}
