package io.longshore.modelserver.engine;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens engines. */
public final class Engines {
  private static final Logger log = LoggerFactory.getLogger(Engines.class);

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
      var engine = new LlamaEngine(model, settings);
      Capabilities opened = engine.capabilities();
      log.info(
          "Opened {} ({}): {} cells of keys and values in {} MB, {} sequences",
          opened.name(),
          opened.architecture(),
          opened.context(),
          (opened.context() * opened.cellBytes()) >> 20,
          opened.sequences());
      return engine;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }
}
