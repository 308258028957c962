package citybrain.local.files;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.feed.SettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureTest {

  @AfterEach
  void forgetLog() {
    System.clearProperty("citybrain.log");
  }

  @Test
  void surroundingsAreSaidInWords() {
    assertThat(Failure.inWords(new SettingException("--speed is -1"))).isEqualTo("--speed is -1");
    assertThat(Failure.inWords(new AccessDeniedException("/x"))).isEqualTo("no permission for /x");
    assertThat(
            Failure.inWords(
                new UncheckedIOException(
                    "cannot write to /home",
                    new FileSystemException("/home/run.json", null, "No space left on device"))))
        .isEqualTo("cannot write to /home: /home/run.json: no space left on device");
    assertThat(
            Failure.inWords(
                new UncheckedIOException(
                    "cannot serve metrics on port 9249",
                    new BindException("Address already in use"))))
        .isEqualTo("cannot serve metrics on port 9249: Address already in use");
    assertThat(Failure.inWords(new UncheckedIOException(new IOException("Read-only file system"))))
        .isEqualTo("Read-only file system");
    assertThat(Failure.inWords(new TimeoutException("Failed to get offsets by times in 180000ms")))
        .isEqualTo("the broker did not answer in time: Failed to get offsets by times in 180000ms");
  }

  @Test
  void theStackTraceOfABugGoesToTheLog(@TempDir Path folder) throws IOException {
    var log = folder.resolve("citybrain.log");
    Failure.logTo(log);
    var words = Failure.inWords(new ArithmeticException("/ by zero"));
    assertThat(words)
        .isEqualTo(
            "this is a bug: java.lang.ArithmeticException: / by zero. Its stack trace: " + log);
    assertThat(Files.readString(log))
        .contains("/ by zero", "\tat citybrain.local.files.FailureTest");
  }
}
