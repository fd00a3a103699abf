package io.longshore.models;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads {@code models.yaml}.
 *
 * @param models that are made here
 * @param encoders that an operator can bring
 */
record Manifest(List<Model> models, List<EncoderSlot> encoders) {

  static Manifest load() {
    try (InputStream yaml = Manifest.class.getResourceAsStream("/models.yaml")) {
      return YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .build()
          .readValue(Objects.requireNonNull(yaml, "models.yaml"), Manifest.class);
    } catch (IOException e) {
      throw new IllegalStateException("models.yaml can't be read", e);
    }
  }

  /** In the order of preference. */
  List<Model> ofRole(String role) {
    return models.stream().filter(model -> model.role().equals(role)).toList();
  }
}
