package io.longshore.generator;

import io.longshore.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

  @Test
  void theHouseRulesHold() {
    HouseRules.check("io.longshore.generator");
  }
}
