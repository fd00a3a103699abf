package io.longshore.memory;

import io.longshore.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void theHouseRulesHold() {
    HouseRules.check("io.longshore.memory");
  }
}
