package io.longshore.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.local.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An image's JVM is told what it is told on one machine. */
class ImageFlagsTest {
  private static final Pattern HEAP = Pattern.compile("<image.heap>(\\d+)m</image.heap>");
  private static final Pattern PORT = Pattern.compile("<image.port>(\\d+)</image.port>");

  @Test
  void itHasTheFlagsOfOneMachine() {
    String jib = pom(".");
    jib = jib.substring(jib.indexOf("<jvmFlags>"), jib.indexOf("<labels>"));
    assertThat(jib).contains(Java.FLAGS);
  }

  @Test
  void itHasTheHeapOfOneMachine() {
    String usual = found(HEAP, pom("."), "none");
    assertThat(ours())
        .allSatisfy(part ->
            assertThat(found(HEAP, pom(part.module), usual))
                .as(part.label())
                .isEqualTo(Integer.toString(part.heapMegabytes)));
  }

  @Test
  void itListensWhereItsPartDoes() {
    assertThat(ours())
        .allSatisfy(part ->
            assertThat(found(PORT, pom(part.module), "none"))
                .as(part.label())
                .isEqualTo(Integer.toString(part.port(8080))));
  }

  private static Stream<Part> ours() {
    return Arrays.stream(Part.values()).filter(part -> !part.module.isEmpty());
  }

  private static String found(Pattern pattern, String pom, String otherwise) {
    var matcher = pattern.matcher(pom);
    return matcher.find() ? matcher.group(1) : otherwise;
  }

  private static String pom(String module) {
    try {
      return Files.readString(Folders.sources().resolve(module).resolve("pom.xml"));
    } catch (IOException e) {
      throw Folders.failure("read the POM of " + module, e);
    }
  }
}
