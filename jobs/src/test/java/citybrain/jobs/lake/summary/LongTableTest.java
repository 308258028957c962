package citybrain.jobs.lake.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongTableTest {

  @Test
  void aKeyHasOneValueHoweverManyThereAre() {
    var table = new LongTable<>(() -> new int[1]);
    var wanted = new HashMap<Long, Integer>();
    var random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      long key = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(5_000);
      table.at(key)[0]++;
      wanted.merge(key, 1, Integer::sum);
    }
    assertThat(table.size()).isEqualTo(wanted.size());
    assertThat(table.keys()).hasSize(wanted.size());
    for (int i = 0; i < table.size(); i++) {
      assertThat(wanted).containsEntry(table.key(i), table.value(i)[0]);
    }
  }

  @Test
  void whoComesFirstStays() {
    var table = new LongTable<>(() -> "blank");
    assertThat(table.at(7, () -> "first")).isEqualTo("first");
    assertThat(table.at(7, () -> "second")).isEqualTo("first");
    assertThat(table.at(7)).isEqualTo("first");
    assertThat(table.at(8)).isEqualTo("blank");
  }
}
