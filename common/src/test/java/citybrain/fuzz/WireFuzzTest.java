package citybrain.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.observation.Vocabulary;
import citybrain.wire.AggregateCodec;
import citybrain.wire.AlertJson;
import citybrain.wire.BlockLane;
import citybrain.wire.BlockReader;
import citybrain.wire.ClockMark;
import citybrain.wire.Codec;
import citybrain.wire.FrameReader;
import citybrain.wire.ObservationCodec;
import citybrain.wire.WireException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever lies in a topic is read or refused by a {@link WireException}; of what is read, what can
 * be written again is the same when it is read again.
 */
class WireFuzzTest {

  private static final BlockReader BLOCKS = new BlockReader(Vocabulary.BUILT_IN);
  private static final FrameReader FRAMES = new FrameReader(Vocabulary.BUILT_IN);

  private static Stream<Arguments> golden(String... files) {
    return Arrays.stream(files).map(file -> Arguments.of((Object) golden(file)));
  }

  private static byte[] golden(String file) {
    try (var in = WireException.class.getResourceAsStream(file)) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> void roundTrip(Codec<T> codec, byte[] bytes) {
    T value;
    try {
      value = codec.decode(bytes);
    } catch (WireException e) {
      return;
    }
    assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
  }

  @MethodSource
  @FuzzTest(maxDuration = FeedsFuzzTest.SPAN)
  void observation(byte[] bytes) {
    roundTrip(new ObservationCodec(Vocabulary.BUILT_IN), bytes);
  }

  static Stream<Arguments> observation() {
    return golden(
        "observation.v1.hex",
        "observation.v2.hex",
        "observation.v3.hex",
        "observation.v4.hex",
        "observation.v5.hex");
  }

  @MethodSource
  @FuzzTest(maxDuration = FeedsFuzzTest.SPAN)
  void aggregate(byte[] bytes) {
    roundTrip(new AggregateCodec(Vocabulary.BUILT_IN), bytes);
  }

  static Stream<Arguments> aggregate() {
    return golden(
        "aggregate.v1.hex",
        "aggregate.v2.hex",
        "aggregate.v3.hex",
        "aggregate.v4.hex",
        "aggregate.v5.hex");
  }

  @MethodSource
  @FuzzTest(maxDuration = FeedsFuzzTest.SPAN)
  void alert(byte[] bytes) {
    roundTrip(new AlertJson(), bytes);
  }

  static Stream<Arguments> alert() {
    return Stream.of(
        Arguments.of(
            (Object)
                """
                {"id":"c3d1f7a0-0000-3000-8000-000000000000","rule":"water.rule","ruleVersion":"1",
                "domain":"water","status":"OPEN","city":"demo","feature":"4711",
                "property":"WATER_FLOW","onset":"2025-03-10T08:00:00Z","time":"2025-03-10T08:05:00Z",
                "severity":"MINOR","observed":18,"expected":null,"unit":"L/s","reason":"high",
                "zone":"","zones":[],"localisation":{"kind":"pipe","features":["p1","p2"],
                "around":"n1","radius":300},"position":[2.3,54.75]}
                """
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource
  @FuzzTest(maxDuration = FeedsFuzzTest.SPAN)
  void observationBlock(byte[] bytes) {
    try {
      BLOCKS.read(bytes);
      for (int row = 0; row < BLOCKS.count(); row++) {
        assertThat(BLOCKS.observation(row)).isNotNull();
      }
    } catch (WireException e) {
      // Set aside by whoever reads the topic.
    }
  }

  static Stream<Arguments> observationBlock() {
    return golden("observation-block.v1.hex", "observation-block.v2.hex");
  }

  @MethodSource
  @FuzzTest(maxDuration = FeedsFuzzTest.SPAN)
  void aggregateFrame(byte[] bytes) {
    try {
      FRAMES.read(bytes);
      for (int row = 0; row < FRAMES.count(); row++) {
        assertThat(FRAMES.aggregate(row)).isNotNull();
      }
    } catch (WireException e) {
      // Set aside by whoever reads the topic.
    }
  }

  static Stream<Arguments> aggregateFrame() {
    return golden("aggregate-frame.v1.hex", "aggregate-frame.v2.hex");
  }

  @FuzzTest(maxDuration = FeedsFuzzTest.SPAN)
  void headers(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      BlockLane.parse(text);
      ClockMark.parse(text, "feed");
    } catch (WireException e) {
      // Set aside by whoever reads the topic.
    }
  }
}
