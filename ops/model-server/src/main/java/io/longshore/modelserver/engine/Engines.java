package io.longshore.modelserver.engine;

import java.nio.file.Path;

/** Opens engines. */
public final class Engines {
  private Engines() {}

  /**
   * Loads a model and allocates its cache.
   *
   * @param library folder of llama.cpp's libraries; one for the whole process
   * @param gguf the model's file
   * @throws EngineFailure.LibraryUnusable when the library can't be used
   * @throws EngineFailure.ModelUnreadable when the file can't be read
   * @throws EngineFailure.NotSupported when the model is an encoder: {@link GgufEncoder} is for it
   * @throws EngineFailure.NoMemory when the cache would not fit
   */
  public static Engine open(Path library, Path gguf, EngineSettings settings) {
    var llama = LlamaLibrary.open(library);
    var model = LlamaModel.load(llama, gguf, settings);
    try {
      return new LlamaEngine(model, settings);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }
}
