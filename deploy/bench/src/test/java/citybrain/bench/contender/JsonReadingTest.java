package citybrain.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import citybrain.observation.ObservedProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.junit.jupiter.api.Test;

class JsonReadingTest {

  @Test
  void jacksonFillsIt() throws Exception {
    var reading =
        new ObjectMapper()
            .readValue(
                "{\"property\":\"PM2_5\",\"phenomenonTime\":5,\"result\":1.5,\"quality\":\"GOOD\"}",
                JsonReading.class);

    assertThat(reading.code).isEqualTo(ObservedProperty.PM2_5.code());
    assertThat(reading.result).isEqualTo(1.5);
  }

  @Test
  void flinkWritesItFieldByField() {
    var settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);

    assertThatCode(
            () ->
                TypeInformation.of(JsonReading.class)
                    .createSerializer(new SerializerConfigImpl(settings)))
        .doesNotThrowAnyException();
  }
}
