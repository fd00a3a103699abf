package io.longshore.modelserver.repository;

import io.longshore.inference.kserve.ModelConfig;
import io.longshore.modelserver.GenerationSettings;
import io.longshore.modelserver.engine.Engine;
import io.longshore.modelserver.engine.EngineFailure;
import io.longshore.modelserver.engine.EngineSettings;
import io.longshore.modelserver.engine.Engines;
import io.longshore.modelserver.generation.GenerationLimits;
import io.longshore.modelserver.generation.Generator;
import io.longshore.modelserver.repository.LoadedModel.Scorer;
import io.longshore.modelserver.repository.LoadedModel.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens models on llama.cpp. Throws {@link IOException} with the reason why one can't be served.
 */
record LlamaLoader(GenerationSettings settings) {
  private static final Logger log = LoggerFactory.getLogger(LlamaLoader.class);
  private static final String FILE = "model.gguf";

  /** Of the model beside it; there may be none. */
  private static final String ADAPTER = "adapter.gguf";

  Writer writer(ModelFolder folder, ModelConfig config) throws IOException {
    Path library = settings.llama();
    if (library == null) {
      throw new IOException(
          "there are no libraries of llama.cpp: the setting llama (LONGSHORE_MODELS_LLAMA) names their folder");
    }
    Path version = folder.newestVersion();
    String given = config.getDefaultModelFilename();
    Path file = version.resolve(given.isEmpty() ? FILE : given);
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no " + file);
    }
    var limits = new GenerationLimits(settings.sequences(), settings.queue(), settings.threads());
    try {
      Engine engine = Engines.open(library, file, engine(limits));
      String refused = engine.capabilities().chat().refused();
      if (!refused.isEmpty()) {
        log.warn("{}: the chat template of its file is not used: {}", config.getName(), refused);
      }
      ModelConfig adapted = adapted(engine, version.resolve(ADAPTER), config);
      return new Writer(
          LlamaConfig.writer(adapted, engine.capabilities()),
          version.getFileName().toString(),
          new Generator(engine, limits));
    } catch (EngineFailure e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Applies an adapter; one that the model doesn't take is left out, and the model serves. */
  private static ModelConfig adapted(Engine engine, Path file, ModelConfig config) {
    if (!Files.exists(file)) {
      return LlamaConfig.notAdapted(config, "");
    }
    try {
      engine.use(List.of(new Engine.Scaled(engine.load(file), 1)));
      return LlamaConfig.adapted(config);
    } catch (EngineFailure e) {
      log.warn("{} serves without its adapter: {}", config.getName(), e.getMessage());
      return LlamaConfig.notAdapted(config, String.valueOf(e.getMessage()));
    }
  }

  private EngineSettings engine(GenerationLimits limits) {
    return EngineSettings.of(settings.contextTokens(), limits.sequences())
        .withRows(limits.rows())
        .withThreads(Math.max(1, settings.threads() / 2), settings.threads());
  }

  /**
   * @param writer whose engine it asks; null when that one isn't served
   */
  Scorer scorer(ModelFolder folder, ModelConfig config, String engineOf, @Nullable Writer writer)
      throws IOException {
    if (writer == null) {
      throw new IOException("its engine is that of '%s', which isn't served".formatted(engineOf));
    }
    return new Scorer(
        LlamaConfig.scorer(config, writer),
        folder.newestVersion().getFileName().toString(),
        writer.generator());
  }
}
