package io.longshore.cli.evaluate.vectors;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorCacheTest {
  @TempDir private Path folder;

  @Test
  void whatWasKeptIsFoundBitByBitAlsoWhenItIsOpenedAgain() {
    try (var cache = open()) {
      cache.keep(
          List.of("one", "zwei"),
          List.of(
              new TextVector(new float[] {0.1f, -0f}, 3, 4),
              new TextVector(new float[] {1, Float.MIN_VALUE}, 5, 5)));
      assertFound(cache, "zwei", 5, 1, Float.MIN_VALUE);
    }
    try (var cache = open()) {
      assertFound(cache, "one", 3, 0.1f, -0f);
      assertThat(cache.find("three")).isNull();
      cache.keep(List.of("three"), List.of(new TextVector(new float[] {7, 8}, 1, 1)));
      assertFound(cache, "three", 1, 7, 8);
      assertFound(cache, "zwei", 5, 1, Float.MIN_VALUE);
    }
  }

  @Test
  void aHalfWrittenRecordIsWrittenOver() throws IOException {
    try (var cache = open()) {
      cache.keep(List.of("one"), List.of(new TextVector(new float[] {1, 2}, 1, 1)));
    }
    Files.write(folder.resolve("x/none.vectors"), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
    try (var cache = open()) {
      assertFound(cache, "one", 1, 1, 2);
      cache.keep(List.of("two"), List.of(new TextVector(new float[] {3, 4}, 2, 2)));
    }
    try (var cache = open()) {
      assertFound(cache, "two", 2, 3, 4);
    }
  }

  private VectorCache open() {
    return VectorCache.open(folder.resolve("x/none.vectors"), 2);
  }

  private static void assertFound(VectorCache cache, String text, int seen, float... values) {
    TextVector vector = requireNonNull(cache.find(text));
    assertThat(vector.values()).containsExactly(values);
    assertThat(vector.tokensSeen()).isEqualTo(seen);
  }
}
