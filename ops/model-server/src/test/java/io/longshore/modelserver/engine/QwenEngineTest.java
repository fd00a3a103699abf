package io.longshore.modelserver.engine;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The proofs on the models that answer. */
@EnabledIfSystemProperty(named = "full", matches = ".*")
class QwenEngineTest {
  @Nested
  class Small extends EngineProofs {
    @Override
    Path model() {
      return LlamaFiles.model("qwen2.5-coder-0.5b-instruct");
    }
  }

  @Nested
  class Large extends EngineProofs {
    @Override
    Path model() {
      return LlamaFiles.model("qwen2.5-coder-1.5b-instruct");
    }
  }
}
