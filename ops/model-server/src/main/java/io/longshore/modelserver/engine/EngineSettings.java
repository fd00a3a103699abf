package io.longshore.modelserver.engine;

/**
 * Bounds of an engine, which are allocated when it opens.
 *
 * @param contextTokens cells of the key-value cache, shared by all sequences; rounded up to a
 *     multiple of 256
 * @param sequences sequences at the same time
 * @param rows rows of logits that a batch may want; each takes 4 bytes a vocabulary entry
 * @param stepTokens tokens that are computed at once; a longer batch is cut
 * @param threads for batches of one token
 * @param batchThreads for batches of more tokens
 * @param wholeWindow whether layers with a sliding window keep all keys, so that positions may be
 *     moved and removed there too; takes more memory
 * @param repacking whether weights are laid out anew for this processor: faster, but the weights
 *     take memory of their own and a token's scores come to depend a little on what else is in its
 *     batch; false: they are exactly the same alone and in company
 * @param memoryBytes what cache and logits may take together; 0: what the machine has
 */
public record EngineSettings(
    int contextTokens,
    int sequences,
    int rows,
    int stepTokens,
    int threads,
    int batchThreads,
    boolean wholeWindow,
    boolean repacking,
    long memoryBytes) {
  private static final int CELLS_STEP = 256; // llama.cpp's own
  static final int SEQUENCES_MAX = 64; // a cell's owners are the bits of a long

  public EngineSettings {
    within("context-tokens", contextTokens, 64, 1 << 20);
    within("sequences", sequences, 1, SEQUENCES_MAX);
    within("rows", rows, 1, 1_024);
    within("step-tokens", stepTokens, 16, 4_096);
    within("threads", threads, 1, 256);
    within("batch-threads", batchThreads, 1, 256);
    within("memory-bytes", memoryBytes, 0, Long.MAX_VALUE);
  }

  /** With weights laid out anew, for speed. */
  public EngineSettings(
      int contextTokens,
      int sequences,
      int rows,
      int stepTokens,
      int threads,
      int batchThreads,
      boolean wholeWindow,
      long memoryBytes) {
    this(
        contextTokens,
        sequences,
        rows,
        stepTokens,
        threads,
        batchThreads,
        wholeWindow,
        true,
        memoryBytes);
  }

  /** One thread for single tokens, where a second gains little; all for prompts. */
  public static EngineSettings of(int contextTokens, int sequences) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new EngineSettings(
        contextTokens, sequences, 64, 256, Math.max(1, cores / 2), cores, true, 0);
  }

  /** Cells that are allocated. */
  int cells() {
    return (contextTokens + CELLS_STEP - 1) / CELLS_STEP * CELLS_STEP;
  }

  /** The same with so many threads, for single tokens and for batches. */
  public EngineSettings withThreads(int single, int batch) {
    return new EngineSettings(
        contextTokens,
        sequences,
        rows,
        stepTokens,
        single,
        batch,
        wholeWindow,
        repacking,
        memoryBytes);
  }

  /** The same with so much memory for cache and logits. */
  public EngineSettings withMemory(long bytes) {
    return new EngineSettings(
        contextTokens,
        sequences,
        rows,
        stepTokens,
        threads,
        batchThreads,
        wholeWindow,
        repacking,
        bytes);
  }

  /** The same with or without all keys in layers that have a sliding window. */
  public EngineSettings withWholeWindow(boolean whole) {
    return new EngineSettings(
        contextTokens,
        sequences,
        rows,
        stepTokens,
        threads,
        batchThreads,
        whole,
        repacking,
        memoryBytes);
  }

  /** The same with or without weights laid out anew. */
  public EngineSettings withRepacking(boolean repacked) {
    return new EngineSettings(
        contextTokens,
        sequences,
        rows,
        stepTokens,
        threads,
        batchThreads,
        wholeWindow,
        repacked,
        memoryBytes);
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d to %d, got %d".formatted(name, least, most, value));
    }
  }
}
