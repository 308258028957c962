package citybrain.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message that quotes data cannot begin a line of its own, nor move a cursor. */
class LogLinesTest {

  private static final Pattern PATTERN = Pattern.compile("pattern=\"([^\"]*)\"");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/resources/log4j2.xml",
        "src/main/resources/log4j2-broker.xml",
        "../../jobs/src/main/resources/log4j2-local.xml"
      })
  void ofEveryProcess(String file) throws Exception {
    var found = PATTERN.matcher(Files.readString(Path.of(file)));
    assertThat(found.find()).isTrue();
    var layout =
        PatternLayout.newBuilder().setPattern(found.group(1).replace("&amp;", "&")).build();
    var event =
        Log4jLogEvent.newBuilder()
            .setLoggerName("citybrain.x.Y")
            .setLevel(Level.WARN)
            .setMessage(new SimpleMessage("a\r\nJOB x\u2028WEB \u001b[2J\u009b\u202e{}é水"))
            .setThrown(new IllegalStateException("bad \u001b[31m"))
            .build();

    var lines = layout.toSerializable(event).lines().toList();

    assertThat(lines.get(0)).endsWith("a | JOB x | WEB ?[2J??{}é水");
    assertThat(lines.get(1)).isEqualTo("java.lang.IllegalStateException: bad ?[31m");
    assertThat(lines.get(2)).startsWith("\tat citybrain.local.LogLinesTest");
    assertThat(String.join("", lines)).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\t]]");
  }
}
