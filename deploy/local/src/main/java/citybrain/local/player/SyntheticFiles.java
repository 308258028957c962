package citybrain.local.player;

import citybrain.local.files.AtomicFile;
import citybrain.synthetic.SyntheticCity;
import citybrain.synthetic.contract.SyntheticIncident;
import citybrain.synthetic.contract.SyntheticSettings;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/** What the synthetic city leaves on disk: its reference files and the truth about it. */
public final class SyntheticFiles {

  /** Written last: without it, or with other words in it, the reference files are not trusted. */
  private static final String MADE_WITH = "made-with.txt";

  private final SyntheticSettings settings;
  private final SyntheticCity city;

  public SyntheticFiles(SyntheticSettings settings) {
    this.settings = settings;
    this.city = SyntheticCity.of(settings);
  }

  /** Writes the reference files unless they are there and made with the same settings. */
  public void writeReference(Path folder) throws IOException {
    Path mark = folder.resolve(MADE_WITH);
    if (Files.exists(mark) && Files.readString(mark).equals(mark())) {
      return;
    }
    Files.deleteIfExists(mark);
    for (var name : city.referenceFiles()) {
      AtomicFile.write(folder.resolve(name), out -> city.writeReference(name, out));
    }
    AtomicFile.write(mark, out -> out.write(mark().getBytes(StandardCharsets.UTF_8)));
  }

  private String mark() {
    return String.format(
        Locale.ROOT,
        """
        A synthetic city: nothing in this folder was measured, every value is made up.
        seed %d
        scale %s
        start %s
        zone %s
        """,
        settings.seed(),
        settings.scale(),
        settings.start(),
        settings.zone());
  }

  /** Writes what really happens in [from, to), as JSON. */
  public void writeTruth(String name, Instant from, Instant to, Path file) throws IOException {
    AtomicFile.write(file, out -> truth(name, from, to, out));
  }

  private void truth(String name, Instant from, Instant to, OutputStream out) throws IOException {
    try (var json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("city", name);
      json.writeBooleanField("synthetic", true);
      json.writeNumberField("seed", settings.seed());
      json.writeNumberField("scale", settings.scale());
      json.writeStringField("from", from.toString());
      json.writeStringField("to", to.toString());
      json.writeArrayFieldStart("incidents");
      for (var incident : city.incidents(from, to)) {
        incident(json, incident);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void incident(JsonGenerator json, SyntheticIncident incident) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", incident.id());
    json.writeStringField("kind", incident.kind());
    json.writeArrayFieldStart("domains");
    for (var domain : incident.domains()) {
      json.writeString(domain);
    }
    json.writeEndArray();
    json.writeStringField("start", incident.start().toString());
    json.writeStringField("end", incident.end().toString());
    json.writeArrayFieldStart("features");
    for (var feature : incident.features()) {
      json.writeString(feature);
    }
    json.writeEndArray();
    json.writeNumberField("longitude", incident.longitude());
    json.writeNumberField("latitude", incident.latitude());
    json.writeNumberField("detectableWithinSeconds", incident.detectableWithin().toSeconds());
    json.writeStringField("description", incident.description());
    json.writeStringField("compound", incident.compound());
    json.writeBooleanField("judged", incident.scoring().judged());
    json.writeBooleanField("byPlace", incident.scoring().byPlace());
    json.writeEndObject();
  }
}
