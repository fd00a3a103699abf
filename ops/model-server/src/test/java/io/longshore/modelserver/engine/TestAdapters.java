package io.longshore.modelserver.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntToDoubleFunction;

/** Small adapters of SmolLM2-135M. */
public final class TestAdapters {
  private static final int WIDTH = 576;
  private static final int RANK = 2;

  private TestAdapters() {}

  /**
   * Of the first layer's queries: down to the rank and up again.
   *
   * @param architecture llama for SmolLM2; else it fits no model
   * @param up zero changes nothing
   */
  public static Path write(Path file, String architecture, IntToDoubleFunction up)
      throws IOException {
    return new Gguf()
        .with("general.type", "adapter")
        .with("general.architecture", architecture)
        .with("adapter.type", "lora")
        .with("adapter.lora.alpha", (float) RANK)
        .tensor("blk.0.attn_q.weight.lora_a", k -> (k % 5 - 2) * 0.1, WIDTH, RANK)
        .tensor("blk.0.attn_q.weight.lora_b", up, RANK, WIDTH)
        .write(file);
  }
}
