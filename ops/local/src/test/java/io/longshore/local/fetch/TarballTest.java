package io.longshore.local.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarballTest {
  @TempDir private Path folder;

  @Test
  void filesComeOutOfATarballByName() throws IOException {
    Path file = folder.resolve("x.tgz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (String name : List.of("package/a.json", "package/b.txt")) {
        byte[] content = name.getBytes(StandardCharsets.UTF_8);
        var header = new byte[512];
        System.arraycopy(content, 0, header, 0, content.length);
        byte[] size = "%011o".formatted(content.length).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, header, 124, size.length);
        out.write(header);
        out.write(content);
        out.write(new byte[512 - content.length]);
      }
      out.write(new byte[1024]);
    }
    assertThat(Tarball.read(file, name -> name.endsWith(".json")))
        .containsOnlyKeys("package/a.json")
        .hasValueSatisfying(
            new Condition<>(
                c -> new String(c, StandardCharsets.UTF_8).equals("package/a.json"),
                "its content"));
  }
}
