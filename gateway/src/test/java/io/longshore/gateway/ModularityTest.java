package io.longshore.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {
  private final ApplicationModules modules = ApplicationModules.of(GatewayApplication.class);

  @Test
  void noPackageReachesIntoAnother() {
    modules.verify();
  }

  @Test
  void theRoomsOfTheDoorAreKeptApart() {
    assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
        .contains("access", "library", "dispatch", "stream", "door.api");
  }
}
