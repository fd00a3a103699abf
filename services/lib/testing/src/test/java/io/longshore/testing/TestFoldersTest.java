package io.longshore.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.local.process.Await;
import io.longshore.local.process.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFoldersTest {
  private static final String PREFIX = "longshore-kafka-";

  @TempDir private Path parent;
  private Process server;

  @BeforeEach
  void start() throws IOException {
    server = new ProcessBuilder("sleep", "120").start();
  }

  @AfterEach
  void stop() {
    server.destroyForcibly();
  }

  @Test
  void whatAKilledRunLeftIsRemovedAndItsServerEnded() throws IOException {
    Path left = Files.createDirectory(parent.resolve(PREFIX + "left"));
    Files.writeString(left.resolve("data"), "1");
    TestFolders.note(left, ended());
    TestFolders.note(left, ProcessId.of(server.pid()).orElseThrow());
    Path fresh = new TestFolders(parent).make(PREFIX);
    assertThat(left).doesNotExist();
    assertThat(Await.until(() -> !server.isAlive(), Duration.ofSeconds(10))).isTrue();
    assertThat(fresh).isDirectory();
  }

  @Test
  void whatARunningJvmUsesStays() throws IOException {
    Path used = new TestFolders(parent).make(PREFIX);
    TestFolders.note(used, ProcessId.of(server.pid()).orElseThrow());
    new TestFolders(parent).make(PREFIX);
    assertThat(used).isDirectory();
    assertThat(server.isAlive()).isTrue();
  }

  @Test
  void aFolderThatNamesNobodyIsRemovedOnceItIsOld() throws IOException {
    Path old = Files.createDirectory(parent.resolve(PREFIX + "old"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    Path young = Files.createDirectory(parent.resolve(PREFIX + "young"));
    Path other = Files.createDirectory(parent.resolve("somebody-else"));
    Files.setLastModifiedTime(other, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    new TestFolders(parent).make(PREFIX);
    assertThat(old).doesNotExist();
    assertThat(young).isDirectory();
    assertThat(other).isDirectory();
  }

  /** A process that was, as its number is given to another one later. */
  private ProcessId ended() {
    ProcessId running = ProcessId.of(server.pid()).orElseThrow();
    return new ProcessId(running.pid(), running.started() - 1, running.boot());
  }
}
