package io.longshore.modelserver.engine;

import java.nio.file.Path;

/** The proofs on the small model that every machine can fetch. */
class SmolLm2EngineTest extends EngineProofs {
  @Override
  Path model() {
    return LlamaFiles.model();
  }
}
