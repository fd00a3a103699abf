package io.longshore.cli.stack;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.longshore.cli.Exit;
import io.longshore.cli.NotRunning;
import io.longshore.cli.Run;
import io.longshore.contracts.ApiKey;
import io.longshore.local.LocalFailure;
import io.longshore.local.process.ProcessId;
import io.longshore.local.process.Program;
import io.longshore.local.process.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {
  @TempDir private Path folder;
  private final List<String> said = new ArrayList<>();

  @Test
  void aTakenPortIsNamedWithThePartAndTheRemedyBeforeAnythingStarts() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int base = taken.getLocalPort() - Part.KAFKA.offset;
      assertThatThrownBy(() -> new Stack(new Home(folder), said::add).up(base))
          .isInstanceOf(LocalFailure.class)
          .hasMessageContaining("Port %d, which kafka needs, is taken", taken.getLocalPort())
          .hasMessageContaining("--port");
      assertThat(said).isEmpty();
      assertThat(folder.resolve("run")).doesNotExist();
    }
  }

  @Test
  void aHomeOfANewerLongshoreIsRefusedBeforeAnythingStarts() throws IOException {
    var home = new Home(folder);
    Schemas ours = Schemas.ofSources();
    int next = requireNonNull(ours.migrations().get("library")) + 1;
    var newer = new TreeMap<>(ours.migrations());
    newer.put("library", next);
    newer.put("weather", 3);
    new Schemas(newer).keepIn(home);
    for (ThrowingCallable start :
        List.<ThrowingCallable>of(
            () -> new Stack(home, said::add).up(home.port()),
            () -> new Stack(home, said::add).start(Part.MEMORY, 2))) {
      assertThatThrownBy(start)
          .isInstanceOf(LocalFailure.class)
          .hasMessageContaining("A newer Longshore was started on " + folder)
          .hasMessageContaining("(library %d, here %d; weather 3, here 0)", next, next - 1);
    }
    assertThat(said).isEmpty();
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(Schemas.of(home)).contains(new Schemas(newer));
  }

  @Test
  void aHomeOfAnOlderLongshoreOrOfThisOneIsTakenOver() {
    var home = new Home(folder);
    Schemas ours = Schemas.ofSources();
    assertThat(ours.migrations())
        .containsOnlyKeys("library", "retrieval", "memory", "generation")
        .hasEntrySatisfying("library", last -> assertThat(last).isGreaterThanOrEqualTo(20));
    assertThat(Schemas.of(home)).isEmpty();
    ours.requireNotOlderThan(home);
    new Schemas(Map.of("library", 1)).keepIn(home);
    ours.requireNotOlderThan(home);
    ours.keepIn(home);
    ours.requireNotOlderThan(home);
  }

  @Test
  void whatNoLongerRunsIsForgottenAndWhatRunsIsFoundAgain() {
    var home = new Home(folder);
    ProcessId process = sleeping().start();
    try {
      home.started(new Instance(Part.MEMORY, 1, 8082, process));
      home.started(
          new Instance(
              Part.GATEWAY,
              1,
              8080,
              new ProcessId(process.pid(), process.started() - 1, process.boot())));
      assertThat(home.running()).extracting(Instance::label).containsExactly("memory");
      assertThat(folder.resolve("run/gateway.json")).doesNotExist();
    } finally {
      process.stop(Signal.KILL, Duration.ofSeconds(5));
    }
    assertThat(home.running()).isEmpty();
  }

  @Test
  void rightsAreTakenBackOnlyWhereNoServiceRuns() {
    var home = new Home(folder);
    var jobs = new BrokerJobs(new Servers(home, 8080));
    ProcessId process = sleeping().start();
    try {
      home.started(new Instance(Part.KAFKA, 1, 8087, process));
      assertThat(jobs.now()).containsExactly("topics", "acls", "contract-acls");
      home.started(new Instance(Part.MEMORY, 2, 8082, process));
      assertThat(jobs.now()).containsExactly("topics", "acls");
    } finally {
      process.stop(Signal.KILL, Duration.ofSeconds(5));
    }
  }

  @Test
  void aCutOffRunFileIsNoProcess() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(run.resolve("kafka.json"), "{\"part\":\"KAF");
    assertThat(new Home(folder).running()).isEmpty();
  }

  @Test
  void stoppingOnePartLeavesTheOthers() {
    var home = new Home(folder);
    ProcessId first = sleeping().start();
    ProcessId second = sleeping().start();
    try {
      home.started(new Instance(Part.RERANKER, 1, 8084, first));
      home.started(new Instance(Part.RERANKER, 2, 9000, second));
      new Stack(home, said::add).stop(Part.RERANKER, 2);
      assertThat(second.runs()).isFalse();
      assertThat(home.running()).extracting(Instance::label).containsExactly("reranker");
      new Stack(home, said::add).down();
      assertThat(first.runs()).isFalse();
      assertThat(said).containsExactly("reranker-2 stopped", "reranker stopped");
    } finally {
      first.stop(Signal.KILL, Duration.ofSeconds(5));
      second.stop(Signal.KILL, Duration.ofSeconds(5));
    }
  }

  @Test
  void aProcessThatRecordsAStartUpCacheAtItsEndSaysWhere() {
    Path cache = folder.resolve("with space.jsa");
    String forever = "while true; do sleep 0.05; done";
    ProcessId process =
        new Program(
                "recording",
                List.of("/bin/sh", "-c", forever, BootJar.RECORD + cache),
                Map.of(),
                folder.resolve("recording.log"))
            .start();
    ProcessId other = sleeping().start();
    try {
      var instance = new Instance(Part.MEMORY, 1, 8082, process);
      assertThat(instance.recordedCache()).contains(cache);
      assertThat(instance.recordsCache()).isTrue();
      assertThat(new Instance(Part.MEMORY, 2, 9000, other).recordsCache()).isFalse();
    } finally {
      process.stop(Signal.KILL, Duration.ofSeconds(5));
      other.stop(Signal.KILL, Duration.ofSeconds(5));
    }
  }

  @Test
  void whatIsNotRunningCannotBeStopped() {
    assertThatThrownBy(() -> new Stack(new Home(folder), said::add).down())
        .isInstanceOf(NotRunning.class);
    assertThatThrownBy(() -> new Stack(new Home(folder), said::add).stop(Part.KAFKA, 1))
        .isInstanceOf(NotRunning.class);
  }

  @Test
  void anotherPortBesideARunningStackIsRefused() {
    var home = new Home(folder);
    ProcessId process = sleeping().start();
    try {
      home.port(8080);
      home.started(new Instance(Part.KAFKA, 1, 8087, process));
      assertThatThrownBy(() -> new Stack(home, said::add).up(9090))
          .hasMessageContaining("runs already, on port 8080");
    } finally {
      process.stop(Signal.KILL, Duration.ofSeconds(5));
    }
  }

  @Test
  void aClosedStackHasAKeyThatItsOwnerAloneReadsAndIsMadeOnce() throws IOException {
    var home = new Home(folder);
    assertThat(environment(home)).containsEntry("LONGSHORE_ACCESS_OPEN", "true");
    String key = new Stack(home, said::add).close().orElseThrow();
    assertThat(ApiKey.parse(key)).isPresent();
    assertThat(home.key()).contains(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.keyFile())))
        .isEqualTo("rw-------");
    assertThat(environment(home))
        .containsEntry("LONGSHORE_ACCESS_OPEN", "false")
        .containsEntry("LONGSHORE_ACCESS_ADMINKEY", key);
    assertThat(new Stack(home, said::add).close()).isEmpty();
    assertThat(home.key()).contains(key);
  }

  @Test
  void aClosedStackIsOpenedAgainFromItsNextStartOn() throws IOException {
    var home = new Home(folder);
    new Stack(home, said::add).close();
    ProcessId process = sleeping().start();
    try {
      home.started(new Instance(Part.GATEWAY, 1, 8080, process));
      assertThatThrownBy(() -> new Stack(home, said::add).open())
          .hasMessageContaining("down first");
      assertThat(home.key()).isPresent();
    } finally {
      process.stop(Signal.KILL, Duration.ofSeconds(5));
    }
    new Stack(home, said::add).open();
    assertThat(environment(home))
        .containsEntry("LONGSHORE_ACCESS_OPEN", "true")
        .doesNotContainKey("LONGSHORE_ACCESS_ADMINKEY");
    new Stack(home, said::add).open();
    assertThat(home.key()).isEmpty();
  }

  private static Map<String, String> environment(Home home) {
    return ((JvmServer) new Servers(home, 8080).of(Part.GATEWAY, 1, 8080)).environment();
  }

  @Test
  void whatRunsOpenIsNotClosedUnderItsCallers() {
    var home = new Home(folder);
    ProcessId process = sleeping().start();
    try {
      home.started(new Instance(Part.GATEWAY, 1, 8080, process));
      assertThatThrownBy(() -> new Stack(home, said::add).close())
          .hasMessageContaining("down first");
      assertThat(home.key()).isEmpty();
    } finally {
      process.stop(Signal.KILL, Duration.ofSeconds(5));
    }
  }

  @Test
  void twoCommandsDoNotStartOrStopAtTheSameTime() {
    var home = new Home(folder);
    assertThatThrownBy(() -> home.alone(() -> new Stack(home, said::add).url(elsewhere(home))))
        .hasMessageContaining("wait for its end");
  }

  private static int elsewhere(Home home) {
    return home.alone(() -> 1);
  }

  @Test
  void statusOfNothingListsEveryPartAsStoppedAndEndsWithThree() {
    Run run = Run.of("status", "--json");
    assertThat(run.exit()).isEqualTo(Exit.NOT_RUNNING);
    assertThat(run.json().get("parts").valueStream().map(p -> p.get("name").asString()))
        .containsExactlyInAnyOrder(
            "kafka",
            "postgres",
            "model-server",
            "gateway",
            "ingest",
            "memory",
            "embedder",
            "reranker",
            "generator");
    run.json()
        .get("parts")
        .forEach(part ->
            assertThat(part.propertyNames())
                .contains("name", "pid", "port", "state", "rss_mb", "pss_mb"));
  }

  @Test
  void memoryCountsTheWholeTreeAndNoPageTwice() {
    Memory memory = Memory.ofTree(ProcessHandle.current().pid());
    assertThat(memory.pssMb()).isPositive().isLessThanOrEqualTo(memory.rssMb());
  }

  private Program sleeping() {
    return new Program("sleep", List.of("sleep", "600"), Map.of(), folder.resolve("sleep.log"));
  }
}
