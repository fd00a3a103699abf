package io.longshore.modelserver.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The proofs on a larger model: {@code -Dfull -Dgguf=FILE}. */
@EnabledIfSystemProperty(named = "full", matches = ".*")
@EnabledIfSystemProperty(named = "gguf", matches = ".+")
class GivenModelEngineTest extends EngineProofs {
  @Override
  Path model() {
    return Path.of(System.getProperty("gguf"));
  }
}
