package io.longshore.ingest.scratch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @TempDir private Path tmp;

  @Test
  void whatAKilledProcessLeftIsRemovedAndWhatALivingOneHoldsIsNot() throws Exception {
    Path killed = leaveBehind();
    Path other = Files.createDirectory(tmp.resolve("somebody-elses"));
    try (var living = Scratch.make(tmp)) {
      assertThat(killed).doesNotExist();
      Path held = Files.writeString(living.folder("x").resolve("file"), "text");
      try (var second = Scratch.make(tmp)) {
        assertThat(held).exists();
        assertThat(second.folder("y")).isEmptyDirectory();
      }
    }
    assertThat(tmp).isDirectoryNotContaining(path -> !path.equals(other));
  }

  @Test
  void aFolderWithoutALockIsOneThatIsJustBeingMadeUntilItIsOld() throws IOException {
    Path young = Files.createDirectory(tmp.resolve("longshore-ingest-young"));
    Path old = Files.createDirectory(tmp.resolve("longshore-ingest-old"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    Scratch.make(tmp).close();
    assertThat(young).exists();
    assertThat(old).doesNotExist();
  }

  /** A process that makes its folder and is then killed. */
  private Path leaveBehind() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Left.class.getName(),
                tmp.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var out = process.inputReader()) {
      Path left = Path.of(out.readLine());
      process.destroyForcibly().waitFor();
      assertThat(left).isNotEmptyDirectory();
      return left;
    }
  }

  /** Says where its folder is and waits for its end. */
  static final class Left {
    public static void main(String[] args) throws IOException {
      var scratch = Scratch.make(Path.of(args[0]));
      Path work = scratch.folder("work");
      Files.writeString(work.resolve("submitted"), "text");
      System.out.println(work.getParent());
      System.in.read();
    }
  }
}
