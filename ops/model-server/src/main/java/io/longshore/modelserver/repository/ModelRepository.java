package io.longshore.modelserver.repository;

import ai.onnxruntime.OrtException;
import io.longshore.modelserver.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All models of a folder, loaded at start; one that can't be loaded doesn't keep the others from
 * being served.
 */
public final class ModelRepository implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelRepository.class);

  private final Map<String, LoadedModel> models = new TreeMap<>();
  private final Map<String, String> failures = new TreeMap<>();

  public ModelRepository(Settings settings) throws IOException {
    try (Stream<Path> folders = Files.list(settings.repository())) {
      for (Path path : folders.filter(ModelFolder::isOne).toList()) {
        load(new ModelFolder(path), settings);
      }
    }
  }

  private void load(ModelFolder folder, Settings settings) {
    try {
      LoadedModel model = folder.load(settings);
      models.put(folder.name(), model);
      log.info("Model {} version {} is loaded", folder.name(), model.version());
    } catch (IOException e) {
      failures.put(folder.name(), String.valueOf(e.getMessage()));
      log.error("Model {} can't be loaded: {}", folder.name(), e.getMessage());
    }
  }

  /** The version may be empty: the newest. */
  public Optional<LoadedModel> find(String name, String version) {
    return Optional.ofNullable(models.get(name))
        .filter(model -> version.isEmpty() || version.equals(model.version()));
  }

  public Map<String, LoadedModel> models() {
    return models;
  }

  /** Model → why it isn't served. */
  public Map<String, String> failures() {
    return failures;
  }

  @Override
  public void close() {
    for (LoadedModel model : models.values()) {
      try {
        model.encoder().close();
      } catch (OrtException e) {
        log.warn("Model {} did not close: {}", model.config().getName(), e.getMessage());
      }
    }
  }
}
