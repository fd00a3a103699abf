package io.longshore.modelserver;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What models that write are served with.
 *
 * @param llama folder of llama.cpp's libraries; null: no such model can be served
 * @param contextTokens cells of the key-value cache, which all requests share; also the longest
 *     prompt with its answer
 * @param sequences requests that are worked on at the same time
 * @param queue requests that may wait
 * @param threads to read prompts with at most, half of them for single tokens; one while no core is
 *     idle
 */
public record GenerationSettings(
    @Nullable Path llama, int contextTokens, int sequences, int queue, int threads) {
  public GenerationSettings {
    Settings.within("context-tokens", contextTokens, 256, 1 << 20);
    Settings.within("sequences", sequences, 1, 32);
    Settings.within("generation-queue", queue, 1, 4_096);
    Settings.within("generation-threads", threads, 1, 256);
  }
}
