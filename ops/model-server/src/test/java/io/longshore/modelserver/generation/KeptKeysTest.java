package io.longshore.modelserver.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.modelserver.engine.Batch;
import io.longshore.modelserver.engine.Engine;
import io.longshore.modelserver.engine.EngineSettings;
import io.longshore.modelserver.engine.Engines;
import io.longshore.modelserver.engine.LlamaFiles;
import io.longshore.modelserver.generation.KeptKeys.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a real cache of 256 cells and 3 sequences. */
@LlamaFiles.Needed
class KeptKeysTest {
  private static final int CELLS = 256;

  @SuppressWarnings("NullAway.Init") // by open
  private Engine engine;

  @SuppressWarnings("NullAway.Init") // by open
  private KeptKeys keys;

  @BeforeEach
  void open() {
    var settings = EngineSettings.of(CELLS, 3).withThreads(1, 1);
    engine = Engines.open(LlamaFiles.library(), LlamaFiles.model(), settings);
    keys = new KeptKeys(engine, 3);
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static int[] prompt(int from, int count) {
    return IntStream.range(from, from + count).toArray();
  }

  private Lease begun(int[] prompt, int ahead) {
    return read(keys.begin(prompt, ahead).orElseThrow(), prompt);
  }

  private Lease read(Lease lease, int[] prompt) {
    var batch = new Batch();
    int from = lease.length();
    int _ = batch.add(prompt, from, prompt.length, lease.sequence, from, false);
    var _ = engine.decode(batch);
    keys.decoded(lease, prompt, from, prompt.length - from);
    return lease;
  }

  private void ended(int[] prompt) {
    keys.end(begun(prompt, 1));
  }

  @Test
  void aPromptFindsTheLongestBeginningThatIsThere() {
    ended(prompt(100, 20));
    int[] longer = prompt(100, 30);
    longer[25] = 7;
    ended(longer);
    Lease lease = keys.begin(prompt(100, 40), 5).orElseThrow();
    assertThat(lease.cached).isEqualTo(25);
    assertThat(keys.keptLengths()).as("the other one stays").contains(30);
  }

  @Test
  void theLastTokenIsAlwaysReadAgain() {
    ended(prompt(100, 20));
    assertThat(keys.begin(prompt(100, 20), 1).orElseThrow().cached).isEqualTo(19);
  }

  @Test
  void whatRunsLendsItsBeginningToo() {
    Lease running = begun(prompt(100, 20), 10);
    Lease other = begun(prompt(100, 22), 10);
    assertThat(other.cached).isEqualTo(20);
    assertThat(other.sequence).isNotEqualTo(running.sequence);
    assertThat(engine.free()).as("shared cells are taken once").isEqualTo(CELLS - 22);
  }

  @Test
  void promisedCellsAreGivenToNobodyElse() {
    Lease running = begun(prompt(100, 20), 200);
    assertThat(keys.begin(prompt(500, 30), 10)).isEmpty();
    keys.end(running);
    assertThat(keys.begin(prompt(500, 30), 10)).isPresent();
  }

  @Test
  void theLongestUnusedGoesFirst() {
    ended(prompt(100, 80));
    ended(prompt(300, 80));
    ended(prompt(100, 81)); // used again
    keys.end(begun(prompt(500, 90), 20));
    assertThat(keys.begin(prompt(300, 80), 1).orElseThrow().cached).isZero();
    assertThat(keys.begin(prompt(100, 81), 1).orElseThrow().cached).isEqualTo(80);
  }

  @Test
  void aPromptThatTakesEverythingFitsOnceNothingRuns() {
    ended(prompt(100, 120));
    ended(prompt(300, 120));
    int[] all = prompt(100, 250);
    all[100] = 7;
    Lease lease = begun(all, 6);
    assertThat(lease.cached).isEqualTo(100);
    assertThat(engine.free()).isEqualTo(6);
  }

  @Test
  void whateverComesTheBookOfCellsIsRight() {
    var random = new Random(5);
    List<Lease> running = new ArrayList<>();
    for (int round = 0; round < 60; round++) {
      if (running.size() == 2 || (!running.isEmpty() && random.nextBoolean())) {
        Lease lease = running.remove(random.nextInt(running.size()));
        if (random.nextInt(4) == 0) {
          keys.forget(lease);
        } else {
          keys.end(lease);
        }
      }
      int[] prompt = prompt(100, 1 + random.nextInt(90));
      prompt[prompt.length / 2] += random.nextInt(3);
      int ahead = 1 + random.nextInt(40);
      // NoRoom here would be a promise that wasn't kept
      keys.begin(prompt, ahead).map(lease -> read(lease, prompt)).ifPresent(running::add);
      int most = running.stream().mapToInt(Lease::length).sum();
      assertThat(engine.free()).isGreaterThanOrEqualTo(CELLS - most - keptCells());
    }
    running.forEach(keys::end);
    assertThat(keys.begin(prompt(700, 250), 6)).as("all can be had again").isPresent();
  }

  private int keptCells() {
    return keys.keptLengths().stream().mapToInt(Integer::intValue).sum();
  }
}
