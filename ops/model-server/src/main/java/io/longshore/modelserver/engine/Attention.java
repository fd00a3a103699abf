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
    return shifts && !recurrent && !forgets();
  }

  private boolean forgets() {
    return slidingWindow > 0 && !wholeWindow;
  }

  /** Throws {@link EngineFailure.NotSupported} unless positions can be moved. */
  void checkMove() {
    checkPart("positions can't move");
    if (!shifts) {
      throw new EngineFailure.NotSupported(
          "llama.cpp can't move positions in the cache of %s".formatted(model));
    }
  }

  /** Throws {@link EngineFailure.NotSupported} unless a part of a sequence is kept by itself. */
  void checkPart(String otherwise) {
    if (recurrent) {
      throw new EngineFailure.NotSupported(
          "%s keeps a state instead of keys, so %s".formatted(model, otherwise));
    }
    if (forgets()) {
      throw new EngineFailure.NotSupported(
          "%s forgets keys beyond its sliding window of %d tokens, so %s: open it with the whole window"
              .formatted(model, slidingWindow, otherwise));
    }
  }
}
