package io.longshore.modelserver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read when a file, a setting or a call is wrong. */
@LlamaFiles.Needed
class EngineRefusalsTest {
  private static final EngineSettings SMALL = EngineSettings.of(256, 2).withThreads(1, 1);

  @TempDir Path folder;

  @Test
  void aModelThatIsMissing() {
    assertUnreadable(folder.resolve("none.gguf"), "there is no file");
    assertUnreadable(folder, "there is no file");
  }

  @Test
  void aFileThatIsNoModel() throws IOException {
    assertUnreadable(Files.writeString(folder.resolve("text.gguf"), "Dear Sir,\n"), "magic");
    assertUnreadable(Files.createFile(folder.resolve("empty.gguf")), "magic");
  }

  @Test
  void aModelThatIsCutOff() throws IOException {
    Path cut = folder.resolve("cut.gguf");
    try (var in = Files.newInputStream(LlamaFiles.model())) {
      byte[] half = in.readNBytes(40 << 20);
      assertUnreadable(Files.write(cut, half), "not within the file bounds");
      assertUnreadable(Files.write(cut, Arrays.copyOf(half, 1 << 20)), "read");
    }
  }

  @Test
  void aModelOfAnArchitectureThatNobodyKnows() throws IOException {
    Path unknown =
        new Gguf()
            .with("general.architecture", "abacus")
            .tensor("token_embd.weight", k -> 0, 32, 32)
            .write(folder.resolve("unknown.gguf"));
    assertUnreadable(unknown, "unknown model architecture: 'abacus'");
  }

  @Test
  void aCacheThatIsLargerThanAllowedIsNotAllocated() {
    assertThatThrownBy(() ->
            Engines.open(LlamaFiles.library(), LlamaFiles.model(), SMALL.withMemory(1_000_000)))
        .isInstanceOf(EngineFailure.NoMemory.class)
        .hasMessageContaining("256 tokens takes 5,898,240 bytes (23,040 each)")
        .hasMessageContaining("only 1,000,000 are allowed");
  }

  @Test
  void aCacheThatTheMachineCanNotHoldIsNotAllocated() {
    long cellBytes = 1L << 40; // no machine has 256 TB
    assertThatThrownBy(() -> MemoryRoom.check(SMALL, cellBytes, 1))
        .isInstanceOf(EngineFailure.NoMemory.class)
        .hasMessageContaining("256 tokens takes 281,474,976,710,656 bytes")
        .hasMessageContaining("are free");
    MemoryRoom.check(SMALL, 1, 1);
  }

  @Test
  void aFolderWithoutTheLibrary() {
    assertThatThrownBy(() -> Engines.open(folder.resolve("nowhere"), LlamaFiles.model(), SMALL))
        .isInstanceOf(EngineFailure.LibraryUnusable.class)
        .hasMessageContaining("no folder");
    LlamaLibrary _ = LlamaLibrary.open(LlamaFiles.library());
    assertThatThrownBy(() -> Engines.open(folder, LlamaFiles.model(), SMALL))
        .isInstanceOf(EngineFailure.LibraryUnusable.class)
        .hasMessageContaining("already");
  }

  @Test
  void whatABatchMustNotAskForIsToldBeforeAnythingChanges() {
    try (var engine = Engines.open(LlamaFiles.library(), LlamaFiles.model(), SMALL)) {
      var batch = new Batch();
      assertThatThrownBy(() -> engine.decode(batch)).hasMessageContaining("empty");
      int _ = batch.add(1, 0, 5, true);
      assertThatThrownBy(() -> engine.decode(batch)).hasMessageContaining("goes on at position 0");
      batch.clear();
      int _ = batch.add(49_152, 0, 0, true);
      assertThatThrownBy(() -> engine.decode(batch)).hasMessageContaining("tokens are 0 to 49151");
      batch.clear();
      int _ = batch.add(1, 2, 0, true);
      assertThatThrownBy(() -> engine.decode(batch)).hasMessageContaining("sequences are 0 to 1");
      batch.clear();
      for (int k = 0; k < 65; k++) {
        int _ = batch.add(1, 0, k, true);
      }
      assertThatThrownBy(() -> engine.decode(batch)).hasMessageContaining("may want 64 rows");
      batch.clear();
      int _ = batch.add(1, 0, 0, true);
      Logits logits = engine.decode(batch);
      assertThat(logits.logProbability(0, logits.argmax(0))).isNegative();
      batch.clear();
      int _ = batch.add(2, 0, 1, true);
      Logits _ = engine.decode(batch);
      assertThatThrownBy(() -> logits.score(0, 1)).hasMessageContaining("earlier decode");
      engine.copy(0, 1, 0, -1);
      assertThatThrownBy(() -> engine.add(0, 0, -1, 4)).hasMessageContaining("shared");
      assertThatThrownBy(() -> engine.copy(0, 1, 0, -1)).hasMessageContaining("already");
      assertThat(engine.length(0)).isEqualTo(2);
    }
  }

  @Test
  void stateOfAnotherModelOrOfNoneIsRefused() {
    try (var engine = Engines.open(LlamaFiles.library(), LlamaFiles.model(), SMALL)) {
      assertThatThrownBy(() -> engine.restore(0, new byte[64]))
          .isInstanceOf(EngineFailure.StateRefused.class)
          .hasMessageContaining("no saved sequence");
      byte[] other = SavedSequence.write(1, new int[0], ByteBuffer.allocate(8));
      assertThatThrownBy(() -> engine.restore(0, other))
          .isInstanceOf(EngineFailure.StateRefused.class)
          .hasMessageContaining("another model's");
    }
  }

  private static void assertUnreadable(Path file, String reason) {
    assertThatThrownBy(() -> Engines.open(LlamaFiles.library(), file, SMALL))
        .isInstanceOf(EngineFailure.ModelUnreadable.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason);
  }
}
