package citybrain.feed.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The column names of one table; notes which required columns are not there, or there twice. */
public final class TableHeader {

  private final List<String> names;
  private final List<String> missing = new ArrayList<>();
  private final Set<String> twice = new LinkedHashSet<>();

  TableHeader(List<String> names) {
    this.names = List.copyOf(names);
  }

  /** The place of a required column. When it is missing no row of the table is decoded. */
  public int column(String name) {
    int place = names.indexOf(name);
    if (place < 0) {
      missing.add(name);
      return 0;
    }
    if (names.lastIndexOf(name) != place) {
      twice.add(name);
    }
    return place;
  }

  public List<String> names() {
    return names;
  }

  List<String> missing() {
    return missing;
  }

  /** Of these nobody could say which is meant. */
  Set<String> twice() {
    return twice;
  }
}
