package citybrain.detection;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A map by name of some hundreds of entries at most, for memories of rules: a reading changes one
 * of them, and copying two rows of it costs a tenth of copying a map of entries. Names are in their
 * order. What {@link #fixed} gives never changes; {@link #changeable} shares its rows until it is
 * changed.
 *
 * @param <V> what is kept by name
 */
public final class NameMap<V> extends AbstractMap<String, V> {

  /** Never changed in place, so that whoever looks at them while the map changes sees the same. */
  private String[] names;

  private Object[] values;

  /** Whether another has the same row of values. */
  private boolean isShared = true;

  private final boolean isFixed;

  private NameMap(String[] names, Object[] values, boolean isFixed) {
    this.names = names;
    this.values = values;
    this.isFixed = isFixed;
  }

  /** The same entries, to be changed: a snapshot may have brought them back as any kind of map. */
  public static <V> NameMap<V> changeable(Map<String, V> map) {
    if (map instanceof NameMap<V> same) {
      same.isShared = true;
      return new NameMap<>(same.names, same.values, false);
    }
    var sorted = new TreeMap<>(map);
    return new NameMap<>(sorted.keySet().toArray(String[]::new), sorted.values().toArray(), false);
  }

  /** The entries as they are now. */
  public Map<String, V> fixed() {
    isShared = true;
    return names.length == 0 ? Map.of() : new NameMap<>(names, values, true);
  }

  /** In their order; stays as it is when the map changes. */
  public List<String> names() {
    return Collections.unmodifiableList(Arrays.asList(names));
  }

  private int find(@Nullable Object name) {
    return name instanceof String text ? Arrays.binarySearch(names, text) : -1;
  }

  /** The name at this place in their order. */
  public String name(int at) {
    return names[at];
  }

  /** The value of the name at this place in their order. */
  @SuppressWarnings("unchecked") // only such are put there
  public V value(int at) {
    return (V) values[at];
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return find(name) >= 0;
  }

  @Override
  public @Nullable V get(@Nullable Object name) {
    int at = find(name);
    return at < 0 ? null : value(at);
  }

  @Override
  public @Nullable V put(String name, V value) {
    requireChangeable();
    int at = find(name);
    if (at >= 0) {
      var before = value(at);
      values = isShared ? values.clone() : values;
      values[at] = value;
      isShared = false;
      return before;
    }
    int place = -at - 1;
    var nextNames = Arrays.copyOf(names, names.length + 1);
    var nextValues = Arrays.copyOf(values, nextNames.length);
    System.arraycopy(names, place, nextNames, place + 1, names.length - place);
    System.arraycopy(values, place, nextValues, place + 1, names.length - place);
    nextNames[place] = name;
    nextValues[place] = value;
    take(nextNames, nextValues);
    return null;
  }

  @Override
  public @Nullable V remove(@Nullable Object name) {
    int at = find(name);
    if (at < 0) {
      return null;
    }
    var before = value(at);
    removeAll(place -> place == at);
    return before;
  }

  /** Takes out all whose value is such. */
  public void removeValues(Predicate<V> isOver) {
    removeAll(place -> isOver.test(value(place)));
  }

  private void removeAll(IntPredicate isOver) {
    requireChangeable();
    int first = 0;
    while (first < names.length && !isOver.test(first)) {
      first++;
    }
    if (first == names.length) {
      return;
    }
    int kept = first;
    var nextNames = Arrays.copyOf(names, names.length - 1);
    var nextValues = Arrays.copyOf(values, names.length - 1);
    for (int i = first + 1; i < names.length; i++) {
      if (!isOver.test(i)) {
        nextNames[kept] = names[i];
        nextValues[kept++] = values[i];
      }
    }
    take(Arrays.copyOf(nextNames, kept), Arrays.copyOf(nextValues, kept));
  }

  private void take(String[] nextNames, Object[] nextValues) {
    names = nextNames;
    values = nextValues;
    isShared = false;
  }

  private void requireChangeable() {
    if (isFixed) {
      throw new UnsupportedOperationException("this map never changes");
    }
  }

  /** In the order of names. */
  @Override
  @SuppressWarnings("unchecked") // only such are put there
  public Collection<V> values() {
    return Collections.unmodifiableList((List<V>) Arrays.asList(values));
  }

  /** In the order of names; an entry is as it was when it was asked for. */
  @Override
  public Set<Entry<String, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return names.length;
      }

      @Override
      public Iterator<Entry<String, V>> iterator() {
        return new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < names.length;
          }

          @Override
          public Entry<String, V> next() {
            if (!hasNext()) {
              throw new NoSuchElementException();
            }
            return Map.entry(names[next], value(next++));
          }
        };
      }
    };
  }
}
