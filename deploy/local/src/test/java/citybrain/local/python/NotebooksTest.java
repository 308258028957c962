package citybrain.local.python;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/**
 * What may be committed of a notebook: neither results, which age and may name people, nor logic.
 */
class NotebooksTest {

  private static final int LINES_OF_A_CELL = 8;

  private final Notebooks notebooks = Notebooks.of(Path.of("../.."));

  @Test
  void noneIsCommittedWithOutputs() throws IOException {
    assertThat(notebooks.all()).isNotEmpty();
    for (var file : notebooks.all()) {
      for (var cell : code(file)) {
        assertThat(cell.path("outputs"))
            .as("%s has outputs: clear them before you commit", file.getFileName())
            .isEmpty();
        assertThat(cell.path("execution_count").isNull()).as(file.toString()).isTrue();
      }
    }
  }

  @Test
  void noneHoldsLogic() throws IOException {
    for (var file : notebooks.all()) {
      for (var cell : code(file)) {
        assertThat(cell.path("source"))
            .as("%s: what is longer belongs into a module", file.getFileName())
            .hasSizeLessThanOrEqualTo(LINES_OF_A_CELL);
        assertThat(cell.path("source").toString()).doesNotContain("def ", "class ", "for ", "if ");
      }
    }
  }

  private static Iterable<JsonNode> code(Path file) throws IOException {
    var cells = new ArrayList<JsonNode>();
    for (var cell : new ObjectMapper().readTree(file.toFile()).path("cells")) {
      if (cell.path("cell_type").asText().equals("code")) {
        cells.add(cell);
      }
    }
    assertThat(cells).as(file.toString()).isNotEmpty();
    return cells;
  }
}
