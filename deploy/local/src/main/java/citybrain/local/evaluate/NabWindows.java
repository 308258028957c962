package citybrain.local.evaluate;

import citybrain.feed.SettingException;
import citybrain.scoring.NabScore;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The windows around the anomalies of NAB: by file, each from a time to a time. */
final class NabWindows {

  private final String name;
  private final Map<String, OfFile> files = new LinkedHashMap<>();

  private record Window(long from, long to, int line) {}

  private record OfFile(int line, List<Window> windows) {}

  /**
   * Reads them.
   *
   * @throws SettingException naming the line that is none of such a file
   */
  NabWindows(SetFolder.Found labels) throws IOException {
    name = labels.name();
    try (var json = new JsonFactory().createParser(labels.content())) {
      expect(json, json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        file(json);
      }
      expect(json, json.currentToken(), JsonToken.END_OBJECT);
    } catch (JsonProcessingException e) {
      throw wrong(e.getLocation().getLineNr(), "this is no JSON");
    }
  }

  private void file(JsonParser json) throws IOException {
    var file = json.currentName();
    int line = json.currentLocation().getLineNr();
    var windows = new ArrayList<Window>();
    expect(json, json.nextToken(), JsonToken.START_ARRAY);
    while (json.nextToken() == JsonToken.START_ARRAY) {
      long from = time(json);
      long to = time(json);
      windows.add(new Window(from, to, json.currentLocation().getLineNr()));
      expect(json, json.nextToken(), JsonToken.END_ARRAY);
    }
    expect(json, json.currentToken(), JsonToken.END_ARRAY);
    files.put(file, new OfFile(line, windows));
  }

  private void expect(JsonParser json, JsonToken is, JsonToken wanted) {
    if (is != wanted) {
      throw wrong(
          json.currentLocation().getLineNr(),
          "expected windows as {\"file\": [[\"from\", \"to\"], ...], ...}");
    }
  }

  private long time(JsonParser json) throws IOException {
    expect(json, json.nextToken(), JsonToken.VALUE_STRING);
    var text = json.getText();
    try {
      return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException e) {
      throw wrong(
          json.currentLocation().getLineNr(),
          "'" + text + "' is no time; expected one such as 2014-08-25 01:10:00");
    }
  }

  private SettingException wrong(int line, String what) {
    return new SettingException(name + ":" + line + ": " + what);
  }

  /**
   * The windows of a file on its rows; they are asked for once.
   *
   * @throws SettingException when nothing is said of it, or a window is not of its rows
   */
  List<NabScore.Window> take(Timeline rows) {
    var told = files.remove(rows.about());
    if (told == null) {
      throw wrong(1, "nothing is said of " + rows.about() + "; expected its windows, be it none");
    }
    var windows = new ArrayList<NabScore.Window>();
    for (var window : told.windows) {
      int first = rows.exactRow(window.from);
      int last = rows.exactRow(window.to);
      if (first < 0 || last < first) {
        throw wrong(
            window.line,
            "a window of '"
                + rows.about()
                + "' is not of its rows; expected it from the time of one to that of a later one");
      }
      windows.add(new NabScore.Window(first, last));
    }
    return windows;
  }

  /** Says so when it names a file that nobody asked for. */
  void requireAllTaken(String folder) {
    for (var file : files.entrySet()) {
      throw wrong(
          file.getValue().line,
          "'%s' is no file below %s; expected windows of those that are there"
              .formatted(file.getKey(), folder));
    }
  }
}
