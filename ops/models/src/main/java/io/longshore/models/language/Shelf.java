package io.longshore.models.language;

import io.longshore.local.fetch.NpmPackage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What {@code models.yaml} says of language models and of the library that runs them. */
record Shelf(List<LanguageModel> languageModels, NativeLibrary nativeLibrary) {

  /**
   * The engine's native library.
   *
   * @param folder where the libraries lie in the package; ends with a slash
   */
  record NativeLibrary(
      String name, String licence, String source, NpmPackage npm, int megabytes, String folder) {}

  static Shelf load() {
    try (InputStream yaml = Shelf.class.getResourceAsStream("/models.yaml")) {
      return YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .build()
          .readValue(Objects.requireNonNull(yaml, "models.yaml"), Shelf.class);
    } catch (IOException e) {
      throw new IllegalStateException("models.yaml can't be read", e);
    }
  }
}
