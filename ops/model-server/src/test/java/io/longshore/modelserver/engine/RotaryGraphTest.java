package io.longshore.modelserver.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.onnxruntime.OrtException;
import io.longshore.models.rotary.RotaryGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graph that is drawn of a GGUF file, against llama.cpp and against its definition. */
class RotaryGraphTest {
  private static final double BASE = 1_000;

  /** More than a block of queries. */
  private static final int LONG = 300;

  @TempDir Path folder;

  @Test
  void aTextHasTheVectorThatLlamaGivesIt() throws IOException, OrtException {
    Path gguf = TinyModels.encoder(folder.resolve("tiny.gguf"));
    try (var fp32 = open(gguf, false);
        var int8 = open(gguf, true);
        var llama = GgufEncoder.open(LlamaFiles.library(), gguf, 512, 1)) {
      for (int length : new int[] {1, 2, 127, 128, 129, LONG}) {
        int[] text = text(length);
        float[] expected = llama.embed(List.of(text)).getFirst();
        assertThat(RotaryRuns.cosine(fp32.embed(text), expected)).isGreaterThan(0.9999);
        assertThat(RotaryRuns.cosine(int8.embed(text), expected)).isGreaterThan(0.99);
        assertThat(RotaryRuns.cosine(fp32.embed(text), plain(0, 0, 1).embed(text)))
            .isGreaterThan(0.9999999);
      }
    }
  }

  @Test
  void aLargerBaseAndGroupsOfPlacesTurnEachScoreAsTheirDefinitionSays()
      throws IOException, OrtException {
    Path gguf = TinyModels.encoder(folder.resolve("tiny.gguf"));
    int[] text = text(LONG);
    try (var fp32 = open(gguf, false)) {
      float[] plain = fp32.embed(text);
      float[] slower = fp32.embed(text, coded(LONG, 3 * 256, 0, 0));
      assertThat(RotaryRuns.cosine(slower, plain(0, 0, 3).embed(text))).isGreaterThan(0.9999999);
      assertThat(RotaryRuns.cosine(slower, plain)).isLessThan(0.9999);
      float[] grouped = fp32.embed(text, coded(LONG, 0, 5, 40));
      assertThat(RotaryRuns.cosine(grouped, plain(5, 40, 1).embed(text))).isGreaterThan(0.9999999);
      assertThat(RotaryRuns.cosine(grouped, plain)).isLessThan(0.9999);
      assertThat(RotaryRuns.cosine(grouped, slower)).isLessThan(0.9999);
    }
  }

  @Test
  void aTextsVectorDoesNotDependOnItsCompanyWhateverTheirModes() throws IOException, OrtException {
    Path gguf = TinyModels.encoder(folder.resolve("tiny.gguf"));
    try (var int8 = open(gguf, true)) {
      int[][] texts = {text(90), text(150), text(41)};
      long[][] positions = {coded(90, 0, 4, 16), RotaryRuns.plain(150), coded(41, 2 * 256, 0, 0)};
      long[] ids = new long[0];
      long[] all = new long[0];
      long[] segments = new long[0];
      for (int k = 0; k < texts.length; k++) {
        ids = joined(ids, Arrays.stream(texts[k]).asLongStream().toArray());
        all = joined(all, positions[k]);
        long[] numbers = new long[texts[k].length];
        Arrays.fill(numbers, k + 1);
        segments = joined(segments, numbers);
      }
      float[][] together = int8.run(ids, all, segments);
      for (int k = 0; k < texts.length; k++) {
        assertThat(RotaryRuns.cosine(together[k], int8.embed(texts[k], positions[k])))
            .isGreaterThan(0.999999);
      }
    }
  }

  @Test
  void anotherArchitectureAndABrokenFileAreRefused() throws IOException {
    Path writer = TinyModels.sliding(folder.resolve("writer.gguf"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RotaryGraph.int8(writer))
        .withMessage("the GGUF file holds gemma3 and not nomic-bert");
    byte[] whole = Files.readAllBytes(TinyModels.encoder(folder.resolve("tiny.gguf")));
    Path cut = Files.write(folder.resolve("cut.gguf"), Arrays.copyOf(whole, 300));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RotaryGraph.int8(cut))
        .withMessage("cut.gguf is cut off");
    Path other = Files.writeString(folder.resolve("other.gguf"), "no model at all");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RotaryGraph.int8(other))
        .withMessageContaining("not a GGUF file");
  }

  @Test
  void aFileWhoseLastTensorIsCutOffOrWhoseHeadIsNonsenseIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(TinyModels.encoder(folder.resolve("whole.gguf")));
    Path cut = Files.write(folder.resolve("end.gguf"), Arrays.copyOf(whole, whole.length - 4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RotaryGraph.int8(cut))
        .withMessage("end.gguf is cut off");
    Path unaligned = new Gguf().with("general.alignment", 0).write(folder.resolve("zero.gguf"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RotaryGraph.int8(unaligned))
        .withMessage("the GGUF file says an alignment of 0");
    Path number = new Gguf().with("general.architecture", 7).write(folder.resolve("seven.gguf"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RotaryGraph.int8(number))
        .withMessage("the GGUF file says no general.architecture");
  }

  private RotaryRuns open(Path gguf, boolean isInt8) throws IOException, OrtException {
    return RotaryRuns.open(
        isInt8 ? RotaryGraph.int8(gguf) : RotaryGraph.fp32(gguf),
        folder.resolve(isInt8 ? "int8.onnx" : "fp32.onnx"),
        TinyModels.HEAD);
  }

  /** The definition; a group of 0 for none. */
  private static PlainRotary plain(int group, int window, double ratio) {
    double exponent = TinyModels.HEAD / (TinyModels.HEAD - 2.0);
    return new PlainRotary(
        BASE * Math.pow(ratio, exponent),
        (query, key) -> {
          int distance = query - key;
          if (group == 0 || Math.abs(distance) < window) {
            return distance;
          }
          int behindNeighbours = window - window / group;
          return query / group - key / group + Integer.signum(distance) * behindNeighbours;
        });
  }

  private static long[] coded(int count, long ratio, long group, long window) {
    long[] positions = RotaryRuns.plain(count);
    Arrays.setAll(positions, k -> k + (ratio << 16) + (group << 32) + (window << 40));
    return positions;
  }

  private static int[] text(int length) {
    return new Random(length).ints(length, 0, TinyModels.VOCABULARY).toArray();
  }

  private static long[] joined(long[] a, long[] b) {
    long[] all = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
