package citybrain.local.metrics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** One scrape of an endpoint, read back from the Prometheus text format 0.0.4. */
public record Exposition(List<Sample> samples) {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern LINE =
      Pattern.compile(
          "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[^\"}]|\"(?:[^\"\\\\]|\\\\.)*\")*)})? (\\S+)(?: -?\\d+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** One value of one metric. */
  public record Sample(String name, Map<String, String> labels, double value) {

    /** The value of a label, empty when there is none. */
    public String label(String name) {
      return labels.getOrDefault(name, "");
    }
  }

  /**
   * Asks an endpoint.
   *
   * @throws IOException when it does not answer, or with something else
   */
  public static Exposition scrape(String url) throws IOException {
    var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(url + " answers " + answer.statusCode());
      }
      return parse(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + url, e);
    }
  }

  /**
   * Reads a text.
   *
   * @throws IOException naming the line that is not of the format
   */
  static Exposition parse(String text) throws IOException {
    var samples = new ArrayList<Sample>();
    for (var line : text.lines().toList()) {
      if (!line.isEmpty() && !line.startsWith("#")) {
        samples.add(sample(line));
      }
    }
    return new Exposition(List.copyOf(samples));
  }

  private static Sample sample(String line) throws IOException {
    var found = LINE.matcher(line);
    if (!found.matches()) {
      throw new IOException("not a line of metrics: " + line);
    }
    var labels = new TreeMap<String, String>();
    if (found.group(2) != null) {
      var label = LABEL.matcher(found.group(2));
      while (label.find()) {
        labels.put(label.group(1), unescaped(label.group(2)));
      }
    }
    return new Sample(found.group(1), labels, number(found.group(3), line));
  }

  private static double number(String text, String line) throws IOException {
    try {
      return Double.parseDouble(text.replace("Inf", "Infinity"));
    } catch (NumberFormatException e) {
      throw new IOException("not a line of metrics: " + line, e);
    }
  }

  private static String unescaped(String text) {
    var plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        c = text.charAt(i) == 'n' ? '\n' : text.charAt(i);
      }
      plain.append(c);
    }
    return plain.toString();
  }

  /** All samples of a metric. */
  public List<Sample> all(String name) {
    return samples.stream().filter(sample -> sample.name().equals(name)).toList();
  }

  /** The sum of a metric over all samples that have these labels; empty when none has. */
  public OptionalDouble sum(String name, Map<String, String> labels) {
    var found =
        all(name).stream()
            .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
            .toList();
    return found.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(found.stream().mapToDouble(Sample::value).sum());
  }
}
