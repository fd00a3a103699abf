package io.longshore.modelserver.engine;

/**
 * Bounds of an engine, which are allocated when it opens.
 *
 * @param contextTokens cells of the key-value cache, shared by all sequences; rounded up to a
 *     multiple of 256
 * @param sequences sequences at the same time
 * @param rows rows of logits that a batch may want; each takes 4 bytes a vocabulary entry
 * @param stepTokens tokens that are computed at once; a longer batch is cut
 * @param threads that compute, until the engine is told otherwise
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
    Threads threads,
    boolean wholeWindow,
    boolean repacking,
    long memoryBytes) {
  private static final int CELLS_STEP = 256; // llama.cpp's own
  static final int SEQUENCES_MAX = 64; // a cell's owners are the bits of a long
  private static final int STEP_TOKENS = 256;
  private static final int ROWS = 64;

  /**
   * @param single for batches of one token
   * @param batch for batches of more tokens
   */
  public record Threads(int single, int batch) {
    public Threads {
      within("threads", single, 1, 256);
      within("batch-threads", batch, 1, 256);
    }
  }

  public EngineSettings {
    within("context-tokens", contextTokens, 64, 1 << 20);
    within("sequences", sequences, 1, SEQUENCES_MAX);
    within("rows", rows, 1, 1_024);
    within("step-tokens", stepTokens, 16, 4_096);
    within("memory-bytes", memoryBytes, 0, Long.MAX_VALUE);
  }

  /**
   * With all that makes it fast, as much memory as there is, and 64 rows. One thread for single
   * tokens, where a second gains little; all for prompts.
   */
  public static EngineSettings of(int contextTokens, int sequences) {
    int cores = Runtime.getRuntime().availableProcessors();
    var threads = new Threads(Math.max(1, cores / 2), cores);
    return new EngineSettings(contextTokens, sequences, ROWS, STEP_TOKENS, threads, true, true, 0);
  }

  /** Cells that are allocated. */
  int cells() {
    return (contextTokens + CELLS_STEP - 1) / CELLS_STEP * CELLS_STEP;
  }

  /** The same with so many rows of logits. */
  public EngineSettings withRows(int most) {
    return new EngineSettings(
        contextTokens, sequences, most, stepTokens, threads, wholeWindow, repacking, memoryBytes);
  }

  /** The same with steps of so many tokens. */
  public EngineSettings withStep(int tokens) {
    return new EngineSettings(
        contextTokens, sequences, rows, tokens, threads, wholeWindow, repacking, memoryBytes);
  }

  /** The same with so many threads, for single tokens and for batches. */
  public EngineSettings withThreads(int single, int batch) {
    var other = new Threads(single, batch);
    return new EngineSettings(
        contextTokens, sequences, rows, stepTokens, other, wholeWindow, repacking, memoryBytes);
  }

  /** The same with or without all keys in layers that have a sliding window. */
  public EngineSettings withWholeWindow(boolean whole) {
    return new EngineSettings(
        contextTokens, sequences, rows, stepTokens, threads, whole, repacking, memoryBytes);
  }

  /** The same with or without weights laid out anew. */
  public EngineSettings withRepacking(boolean repacked) {
    return new EngineSettings(
        contextTokens, sequences, rows, stepTokens, threads, wholeWindow, repacked, memoryBytes);
  }

  /** The same with so much memory for cache and logits. */
  public EngineSettings withMemory(long bytes) {
    return new EngineSettings(
        contextTokens, sequences, rows, stepTokens, threads, wholeWindow, repacking, bytes);
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d to %d, got %d".formatted(name, least, most, value));
    }
  }
}
