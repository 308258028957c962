package citybrain.jobs.lake.geoparquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class RowGroupBudgetTest {

  private static final long BYTES = 96L << 20;

  @Test
  void manyFilesStayUnderTheBudget() {
    var budget = new RowGroupBudget(BYTES);
    var grants = new ArrayList<RowGroupBudget.Grant>();
    for (int i = 0; i < 500; i++) {
      grants.add(budget.grant());
    }
    assertThat(grants.get(0).bytes()).isEqualTo(RowGroupBudget.MOST);
    assertThat(grants.get(499).bytes()).isEqualTo(RowGroupBudget.LEAST);
    assertThat(grants.stream().mapToLong(RowGroupBudget.Grant::bytes).sum())
        .isLessThan(BYTES + 500 * RowGroupBudget.LEAST);
  }

  @Test
  void whatIsGivenBackIsGrantedAgain() {
    var budget = new RowGroupBudget(BYTES);
    for (int i = 0; i < 500; i++) {
      var grant = budget.grant();
      assertThat(grant.bytes()).isEqualTo(RowGroupBudget.MOST);
      grant.giveBack();
    }
  }
}
