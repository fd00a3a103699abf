package io.longshore.cli.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
  private static final long AMPLE = 1L << 40;

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  @Test
  void aDiskWithoutRoomIsSaidBeforeAnythingIsFetched() {
    assertThatThrownBy(() -> prepare("true", 5_000_000_000L))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("PyTorch needs 9,400 MB")
        .hasMessageContaining("5,000 MB left")
        .hasMessageContaining("XDG_CACHE_HOME");
    assertThat(folder.resolve("environment")).doesNotExist();
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void whatCannotBeMadeIsNotTakenForWhole() throws IOException {
    Files.createDirectories(folder.resolve("environment/half"));
    assertThatThrownBy(() -> prepare("false", AMPLE))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("The training environment can't be made: python -m venv ended with");
    assertThat(folder.resolve("environment/half")).doesNotExist();
    assertThat(folder.resolve("environment/whole")).doesNotExist();
    assertThat(said.toString()).contains("5,400 MB");
  }

  @Test
  void aWholeOneIsLeftAlone() throws IOException {
    Files.createDirectories(folder.resolve("environment"));
    Files.createFile(folder.resolve("environment/whole"));
    prepare("false", 0);
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void anotherListOfPackagesIsAnotherEnvironment() throws IOException {
    Path list = folder.resolve("requirements.txt");
    var python = new Python("python3", "3.11");
    Environment one = Environment.of(Files.writeString(list, "torch==1"), python);
    Environment other = Environment.of(Files.writeString(list, "torch==2"), python);
    assertThat(one.folder()).isNotEqualTo(other.folder());
    assertThat(one.folder().getFileName().toString()).startsWith("python-3.11-");
  }

  @Test
  void aMachineWithoutPythonIsToldWhatIsNeeded() {
    assertThatThrownBy(() -> Python.of(List.of("no-such-python")))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("Python 3.10 or later")
        .hasMessageContaining("there is none");
  }

  @Test
  void aPythonThatIsTooOldIsTold() throws IOException {
    Path old = Files.writeString(folder.resolve("python3"), "#!/bin/sh\necho 3.8\n");
    assertThat(old.toFile().setExecutable(true)).isTrue();
    assertThatThrownBy(() -> Python.of(List.of("no-such-python", old.toString())))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("only 3.8");
  }

  private void prepare(String maker, long free) {
    new Environment(
            folder.resolve("environment"),
            folder.resolve("requirements.txt"),
            new Python(maker, "3.11"),
            path -> free)
        .prepare(new PrintWriter(said));
  }
}
