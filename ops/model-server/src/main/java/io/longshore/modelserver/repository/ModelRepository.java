package io.longshore.modelserver.repository;

import ai.onnxruntime.OrtException;
import io.longshore.inference.kserve.ModelConfig;
import io.longshore.modelserver.Settings;
import io.longshore.modelserver.repository.LoadedModel.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All models of a folder; one that can't be loaded doesn't keep the others from being served.
 * Models that write are large and are loaded in the background: the encoders answer meanwhile.
 */
public final class ModelRepository implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelRepository.class);
  private static final Duration STOP_BOUND = Duration.ofSeconds(30);

  private final ConcurrentNavigableMap<String, ModelState> models = new ConcurrentSkipListMap<>();
  private final LlamaLoader llama;
  private final Thread loader;

  private interface Loading {
    LoadedModel load() throws IOException;
  }

  public ModelRepository(Settings settings) throws IOException {
    llama = new LlamaLoader(settings.generation());
    Map<ModelFolder, ModelConfig> later = new LinkedHashMap<>();
    try (Stream<Path> folders = Files.list(settings.repository())) {
      for (Path path : folders.filter(ModelFolder::isOne).toList()) {
        var folder = new ModelFolder(path);
        Optional<ModelConfig> config = config(folder);
        if (config.isPresent() && config.get().getBackend().equals(LlamaConfig.BACKEND)) {
          later.put(folder, config.get());
          models.put(folder.name(), new ModelState.Loading());
        } else if (config.isPresent()) {
          load(folder.name(), false, () -> folder.encoder(config.get(), settings));
        }
      }
    }
    loader = Thread.ofPlatform().name("load-models").start(() -> loadLater(later));
  }

  private Optional<ModelConfig> config(ModelFolder folder) {
    try {
      return Optional.of(folder.config());
    } catch (IOException e) {
      failed(folder.name(), e, false);
      return Optional.empty();
    }
  }

  /** Engines first, then those that ask an engine of another model. */
  private void loadLater(Map<ModelFolder, ModelConfig> folders) {
    folders.forEach((folder, config) -> {
      if (engineOf(config).isEmpty()) {
        load(folder.name(), true, () -> llama.writer(folder, config));
      }
    });
    folders.forEach((folder, config) ->
        engineOf(config)
            .ifPresent(name -> {
              var writer = models.get(name) instanceof ModelState.Ready(Writer one) ? one : null;
              load(folder.name(), true, () -> llama.scorer(folder, config, name, writer));
            }));
  }

  private static Optional<String> engineOf(ModelConfig config) {
    return Optional.ofNullable(config.getParametersMap().get(LlamaConfig.ENGINE_OF))
        .map(parameter -> parameter.getStringValue());
  }

  private void load(String name, boolean mayFail, Loading loading) {
    try {
      LoadedModel model = loading.load();
      models.put(name, new ModelState.Ready(model));
      log.info("Model {} version {} is loaded", name, model.version());
    } catch (IOException e) {
      failed(name, e, mayFail);
    } catch (RuntimeException e) { // nothing that a model's file does may stop the others
      log.error("Model {} can't be loaded", name, e);
      failed(name, e, mayFail);
    }
  }

  private void failed(String name, Exception e, boolean isAllowed) {
    models.put(name, new ModelState.Failed(String.valueOf(e.getMessage()), isAllowed));
    log.error("Model {} can't be loaded: {}", name, e.getMessage());
  }

  /**
   * Whether it can answer: an encoder that failed makes it unready; models that write may be
   * loading or missing, which their own readiness says.
   */
  public boolean isReady() {
    boolean any = models.values().stream().anyMatch(ModelState.Ready.class::isInstance);
    return any
        && models.values().stream()
            .noneMatch(state -> state instanceof ModelState.Failed failed && !failed.isAllowed());
  }

  /** The version may be empty: the newest. */
  public Optional<LoadedModel> find(String name, String version) {
    return models.get(name) instanceof ModelState.Ready(var model)
            && (version.isEmpty() || version.equals(model.version()))
        ? Optional.of(model)
        : Optional.empty();
  }

  public boolean isLoading(String name) {
    return models.get(name) instanceof ModelState.Loading;
  }

  /** Model → what is with it. */
  public Map<String, ModelState> models() {
    return models;
  }

  /** Waits for the models that are being loaded. */
  public void awaitLoaded() throws InterruptedException {
    loader.join();
  }

  @Override
  public void close() {
    try {
      if (!loader.join(STOP_BOUND)) {
        log.warn("A model is still being loaded");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (ModelState state : List.copyOf(models.values())) {
      if (state instanceof ModelState.Ready(var model)) {
        try {
          model.close();
        } catch (OrtException e) {
          log.warn("Model {} did not close: {}", model.config().getName(), e.getMessage());
        }
      }
    }
  }
}
