package io.longshore.reranker;

import io.longshore.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void theHouseRulesHold() {
    HouseRules.check("io.longshore.reranker");
  }
}
