package citybrain.local.recording;

import static citybrain.local.recording.Recordings.CLOCK;
import static citybrain.local.recording.Recordings.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import citybrain.feed.Envelope;
import citybrain.feed.SettingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentRecordingTest {

  /** A document is the second it speaks of and as many marks as it has records: {@code 30***}. */
  private static final Envelope.Reader SECONDS =
      body -> {
        var text = new String(body, StandardCharsets.UTF_8);
        var second = text.replaceAll("[^0-9].*", "");
        return new Envelope(
            (int) text.chars().filter(letter -> letter == '*').count(),
            second.isEmpty()
                ? Optional.empty()
                : Optional.of(START.plusSeconds(Long.parseLong(second))),
            !second.isEmpty());
      };

  /** In the order of their names they are not in the order of time. */
  private static final Map<String, String> POLLS =
      Map.of("a.pb", "60**", "b.pb", "30*", "c.pb", "broken", "d.pb", "90***", "notes.txt", "1*");

  private final Path root;

  DocumentRecordingTest(@TempDir Path root) {
    this.root = root;
  }

  private FeedPlan plan(String source) {
    return new FeedPlan(
        "test", "buses", source, CLOCK, Optional.of(SECONDS), root, "its origin (its licence)");
  }

  private List<Message> all(String source, Instant from) throws IOException {
    var messages = new ArrayList<Message>();
    try (var recording = Recording.open(plan(source), from)) {
      for (var next = recording.next(); next != null; next = recording.next()) {
        messages.add(next);
      }
    }
    return messages;
  }

  private void everyKindOfSource() throws IOException {
    for (var poll : POLLS.entrySet()) {
      Recordings.write(root.resolve("folder").resolve(poll.getKey()), poll.getValue());
    }
    Recordings.zip(root.resolve("polls.zip"), POLLS);
    tar(Files.newOutputStream(root.resolve("polls.tar")));
    tar(new GZIPOutputStream(Files.newOutputStream(root.resolve("polls.tar.gz"))));
    tar(new XZCompressorOutputStream(Files.newOutputStream(root.resolve("polls.tar.xz"))));
  }

  private static void tar(OutputStream out) throws IOException {
    try (var tar = new TarArchiveOutputStream(out)) {
      for (var poll : POLLS.entrySet()) {
        var body = poll.getValue().getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry("./" + poll.getKey());
        entry.setSize(body.length);
        tar.putArchiveEntry(entry);
        tar.write(body);
        tar.closeArchiveEntry();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "folder/*.pb",
        "polls.zip!*.pb",
        "polls.tar!*.pb",
        "polls.tar.gz!*.pb",
        "polls.tar.xz!*.pb"
      })
  void everyEntryIsOneMessageAtTheTimeItClaims(String source) throws IOException {
    everyKindOfSource();
    var messages = all(source, START);

    assertThat(messages)
        .extracting(message -> new String(message.raw().body(), StandardCharsets.UTF_8))
        .as("what is broken goes along with the entry before it")
        .containsExactly("30*", "broken", "60**", "90***");
    assertThat(messages).extracting(message -> message.raw().records()).containsExactly(1, 0, 2, 3);
    assertThat(messages.get(2).raw().arrival()).isEqualTo(START.plusSeconds(65));
    assertThat(messages.get(2).raw().source()).endsWith("a.pb").contains(source.substring(0, 5));
    assertThat(all(source, START.plusSeconds(60))).hasSize(2);
  }

  @Test
  void aDocumentTooLargeForTheTopicIsCut() throws IOException {
    Recordings.write(root.resolve("folder/a.pb"), "30" + "*".repeat(DocumentRecording.LARGEST));
    assertThat(all("folder", START))
        .singleElement()
        .satisfies(
            cut -> {
              assertThat(cut.oversize()).isGreaterThan(DocumentRecording.LARGEST);
              assertThat(cut.raw().body()).hasSize(DocumentRecording.KEPT_OF_LARGER);
              assertThat(cut.raw().records()).isEqualTo(1);
            });
  }

  @Test
  void nothingThereIsSaid() {
    assertThatThrownBy(() -> all("nowhere.tar.xz!*.pb", START))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("nowhere.tar.xz");
  }
}
