package io.longshore.modelserver.engine;

/**
 * What a model's attention lets one do with its cache.
 *
 * @param model its name
 * @param slidingWindow tokens that some layers see; 0: all layers see all
 * @param wholeWindow whether such layers keep all keys all the same
 * @param recurrent whether it keeps a state instead of keys, in some layers at least
 * @param shifts whether llama.cpp can move positions in this cache
 */
record Attention(
    String model, int slidingWindow, boolean wholeWindow, boolean recurrent, boolean shifts) {

  boolean full() {
    return slidingWindow == 0 && !recurrent;
  }

  boolean canShift() {
    return shifts && keepsParts();
  }

  /** Whether a part of a sequence can be removed without the rest. */
  boolean keepsParts() {
    return !recurrent && !forgets();
  }

  private boolean forgets() {
    return slidingWindow > 0 && !wholeWindow;
  }

  /** Throws {@link EngineFailure.NotSupported} unless positions can be moved. */
  void checkMove(boolean restored) {
    checkPart(restored, "positions can't move");
    if (!shifts) {
      throw new EngineFailure.NotSupported(
          "llama.cpp can't move positions in the cache of %s".formatted(model));
    }
  }

  /**
   * Throws {@link EngineFailure.NotSupported} unless a part of a sequence is kept by itself.
   *
   * @param restored whether the sequence was saved before, which leaves out of layers with a
   *     sliding window what is beyond it
   */
  void checkPart(boolean restored, String otherwise) {
    if (recurrent) {
      throw new EngineFailure.NotSupported(
          "%s keeps a state instead of keys, so %s".formatted(model, otherwise));
    }
    if (forgets()) {
      throw new EngineFailure.NotSupported(
          "%s forgets keys beyond its sliding window of %d tokens, so %s: open it with the whole window"
              .formatted(model, slidingWindow, otherwise));
    }
    if (restored && slidingWindow > 0) {
      throw new EngineFailure.NotSupported(
          "a restored sequence of %s has no keys beyond its sliding window of %d tokens, so %s"
              .formatted(model, slidingWindow, otherwise));
    }
  }
}
