package citybrain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import citybrain.cityfile.PollSpec;
import citybrain.feed.BoundedOutlet;
import org.junit.jupiter.api.Test;

/**
 * One size budget from the origin to the reader; who cannot see {@link Topics} is held to it here.
 */
class SizeBudgetTest {

  @Test
  void whatAnOriginMayAnswerFitsTheBroker() {
    assertThat(PollSpec.LARGEST).isEqualTo(Topics.LARGEST_BODY);
    assertThat(Topics.LARGEST_RAW_RECORD - Topics.LARGEST_BODY).isGreaterThan(64 * 1024);
    for (var topic : Topics.all()) {
      assertThat(topic.largestRecord())
          .as(topic.name())
          .isEqualTo(
              topic.name().equals(Topics.RAW) ? Topics.LARGEST_RAW_RECORD : Topics.LARGEST_RECORD);
    }
  }

  @Test
  void whatTheDoorLetsInEveryReaderTakes() {
    assertThat(AvroReader.LONGEST_TEXT).isEqualTo(BoundedOutlet.LONGEST_TEXT);
  }
}
