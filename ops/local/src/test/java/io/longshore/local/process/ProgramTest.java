package io.longshore.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.local.LocalFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
  private static final Duration BOUND = Duration.ofSeconds(10);
  @TempDir private Path folder;

  @Test
  void aStartedProgramLivesInASessionOfItsOwnAndStops() throws IOException {
    ProcessId process = shell("exec sleep 600").start();
    try {
      assertThat(process.runs()).isTrue();
      String stat = Files.readString(Path.of("/proc/%d/stat".formatted(process.pid())));
      String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
      assertThat(session).isEqualTo(Long.toString(process.pid()));
    } finally {
      assertThat(process.stop(Signal.TERM, BOUND)).isTrue();
    }
    assertThat(process.runs()).isFalse();
  }

  @Test
  void whatDoesNotListenToTheSignalIsKilledAfterTheBound() {
    Path ready = folder.resolve("ready");
    ProcessId process =
        shell("trap '' TERM; touch %s; while true; do sleep 0.05; done".formatted(ready)).start();
    assertThat(Await.until(() -> Files.exists(ready), BOUND)).isTrue();
    assertThat(process.stop(Signal.TERM, Duration.ofMillis(200))).isFalse();
    assertThat(process.runs()).isFalse();
  }

  @Test
  void anotherProcessWithTheSameNumberIsNotTheOneThatWasStarted() {
    ProcessId me = ProcessId.of(ProcessHandle.current().pid()).orElseThrow();
    assertThat(me.runs()).isTrue();
    assertThat(new ProcessId(me.pid(), me.started() + 1, me.boot()).runs()).isFalse();
    assertThat(new ProcessId(me.pid(), me.started(), "another boot").runs()).isFalse();
  }

  @Test
  void stoppingWhatEndedIsNoFault() {
    assertThat(new ProcessId(1L << 40, 1, "").stop(Signal.TERM, BOUND)).isTrue();
  }

  @Test
  void aProgramThatEndsBeforeItIsReadySaysSoWithItsLastLines() {
    Program program = shell("echo no such setting >&2; sleep 0.1; exit 3");
    ProcessId process = program.start();
    assertThatThrownBy(() -> program.awaitReady(process, () -> false, BOUND))
        .isInstanceOf(LocalFailure.class)
        .hasMessageContaining("tool ended before it was ready")
        .hasMessageContaining("no such setting");
  }

  @Test
  void aToolThatFailsSaysSoWithItsLastLines() {
    assertThatThrownBy(() -> shell("echo no such setting >&2; exit 3").run(BOUND))
        .hasMessageContaining("tool ended with code 3")
        .hasMessageContaining("no such setting");
  }

  @Test
  void aProgramThatIsNotReadyInTimeIsEnded() {
    Program program = shell("exec sleep 600");
    ProcessId process = program.start();
    assertThatThrownBy(() -> program.awaitReady(process, () -> false, Duration.ofMillis(50)))
        .hasMessageContaining("was not ready within");
    assertThat(process.runs()).isFalse();
  }

  @Test
  void aFullDiskIsNamedAsSuch() {
    assertThatThrownBy(() -> shell("echo write failed: No space left on device; exit 1").run(BOUND))
        .hasMessage("tool ended with code 1: the disk is full, make room.");
  }

  @Test
  void theTailOfALogIsItsLastLines() throws IOException {
    Path log = Files.writeString(folder.resolve("x.log"), "a\nb\nc\n");
    assertThat(Program.tail(log, 2)).isEqualTo("b\nc");
    assertThat(Program.tail(folder.resolve("none"), 2)).isEmpty();
  }

  private Program shell(String script) {
    return new Program(
        "tool", List.of("/bin/sh", "-c", script), Map.of(), folder.resolve("tool.log"));
  }
}
