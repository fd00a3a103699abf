package io.longshore.inference.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.longshore.contracts.embedding.LongMode;
import io.longshore.inference.TinyTokenizer;
import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.kserve.ModelInferRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a text beyond the window reaches the model: 8 tokens, with stretched rows from 8 on. */
class LongTextTest {
  /** With beginning, prefix of two tokens and end: 16. */
  private static final String TWELVE = "the the the the the the the the the the a ship";

  @TempDir Path repository;
  private FakeModelServer server;
  private TritonEncoder encoder;

  @BeforeEach
  void start() throws IOException {
    TinyTokenizer.write(repository);
    server = new FakeModelServer(0);
    server.say(Map.of("positions", "absolute", "stretched_from", "8", "stretch", "4"));
    encoder = new TritonEncoder("127.0.0.1:" + server.port(), repository, EncoderLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    encoder.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GP, '0,0,1,1,2,2,3,3,4,4,5,5,6,6,7,7'",
    "RP, '0,1,2,3,4,5,6,7,0,1,2,3,4,5,6,7'",
    "PI, '8,10,12,14,16,18,20,22,24,26,28,30,32,34,36,38'"
  })
  void allOfTheTextIsReadAtTheModesPositions(LongMode mode, String rows) {
    Embedding embedding = embed(TWELVE, new LongReading(mode, false));
    assertThat(embedding.tokensSeen()).isEqualTo(16);
    assertThat(embedding.tokensGiven()).isEqualTo(16);
    assertThat(longs(server.requests.getLast(), 1))
        .containsExactly(Arrays.stream(rows.split(",")).mapToLong(Long::parseLong).toArray());
  }

  @Test
  void withoutAModeTheEndIsCutAndSaid() {
    Embedding embedding = embed(TWELVE, LongReading.NONE);
    assertThat(embedding.tokensSeen()).isEqualTo(8);
    assertThat(embedding.tokensGiven()).isEqualTo(16);
  }

  @Test
  void whatIsBeyondTheStretchedRowsIsCutAndSaid() {
    Embedding embedding = embed(TWELVE.repeat(4), new LongReading(LongMode.PI, false));
    assertThat(embedding.tokensSeen()).isEqualTo(32);
    assertThat(embedding.tokensGiven()).isGreaterThan(40);
    assertThat(longs(server.requests.getLast(), 1)).endsWith(38, 39);
  }

  @Test
  void parallelWindowsHaveTheirOwnPrefixAndTheLastOneIsFull() {
    Embedding embedding = embed(TWELVE, new LongReading(LongMode.PCW, false));
    assertThat(embedding.tokensSeen()).isEqualTo(embedding.tokensGiven()).isEqualTo(16);
    ModelInferRequest request = server.requests.getLast();
    long[] ids = longs(request, 0);
    assertThat(longs(request, 2))
        .as("three windows")
        .containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3);
    for (int window = 0; window < 3; window++) {
      assertThat(Arrays.copyOfRange(ids, window * 8, window * 8 + 3))
          .isEqualTo(Arrays.copyOf(ids, 3));
      assertThat(ids[window * 8 + 7]).isEqualTo(2);
    }
    assertThat(longs(request, 1)).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 0, 1);
    double[] mean = {0, 0};
    for (int k = 0; k < ids.length; k++) {
      mean[0] += ids[k];
      mean[1] += k % 8;
    }
    assertThat(embedding.vector()[0] / embedding.vector()[1])
        .as("the mean of the windows' means")
        .isCloseTo((float) (mean[0] / mean[1]), within(1e-5f));
  }

  @Test
  void aTextWithinTheWindowIsReadAlikeInEveryMode() {
    float[] plain = embed("the ship", LongReading.NONE).vector();
    for (LongMode mode : List.of(LongMode.PCW, LongMode.GP, LongMode.RP, LongMode.PI)) {
      assertThat(embed("the ship", new LongReading(mode, true)).vector()).isEqualTo(plain);
    }
  }

  @Test
  void aPartHasTheMeanOfItsTokensAsTheyAreInTheWholeText() {
    List<Offsets> parts = List.of(new Offsets(0, 19), new Offsets(20, TWELVE.length()));
    List<Embedding> late = parts(TWELVE, parts, LongMode.RP);
    assertThat(late).extracting(Embedding::tokensSeen).containsExactly(5, 7);
    assertThat(late).extracting(Embedding::tokensGiven).containsExactly(5, 7);
    long[] ids = longs(server.requests.getLast(), 0);
    long[] rows = longs(server.requests.getLast(), 1);
    for (int part = 0; part < 2; part++) {
      double id = 0;
      double row = 0;
      for (int k = part == 0 ? 3 : 8; k < (part == 0 ? 8 : 15); k++) {
        id += ids[k];
        row += rows[k];
      }
      float[] vector = late.get(part).vector();
      assertThat(vector[0] / vector[1]).isCloseTo((float) (id / row), within(1e-5f));
    }
  }

  @Test
  void aPartThatTheModeDoesNotReachIsSaidAndOverlappingWindowsCountATokenOnce() {
    List<Offsets> parts =
        List.of(new Offsets(0, 19), new Offsets(20, 39), new Offsets(40, TWELVE.length()));
    List<Embedding> cut = parts(TWELVE, parts, LongMode.NONE);
    assertThat(cut).extracting(Embedding::tokensSeen).containsExactly(4, 0, 0);
    assertThat(cut).extracting(Embedding::tokensGiven).containsExactly(5, 5, 2);
    assertThat(cut.get(2).vector()).containsExactly(0, 0);
    String seven = "the the the the the a ship";
    List<Embedding> overlapping =
        parts(seven, List.of(new Offsets(0, seven.length())), LongMode.PCW);
    assertThat(overlapping).extracting(Embedding::tokensSeen).containsExactly(7);
    assertThat(longs(server.requests.getLast(), 2)).as("two windows of four").hasSize(16);
  }

  private List<Embedding> parts(String text, List<Offsets> parts, LongMode mode) {
    return encoder.parts(
        text, parts, Kind.PASSAGE, new LongReading(mode, false), Priority.INGESTION, ample());
  }

  @Test
  void theAttentionOfALongTextIsSharpenedByItsLengthAndTravelsAlone() {
    encoder.embed(
        List.of("the ship", TWELVE, "a"),
        Kind.PASSAGE,
        new LongReading(LongMode.PI, true),
        Priority.INGESTION,
        ample());
    assertThat(server.requests).hasSize(3);
    assertThat(server.requests)
        .extracting(LongTextTest::divisor)
        .containsExactlyInAnyOrder(2f, (float) (2 / (Math.log(16) / Math.log(8))), 2f);
  }

  @ParameterizedTest
  @EnumSource(names = {"NTK", "SELFEXTEND"})
  void whatThePositionsDontAllowIsRefusedWithTheReason(LongMode mode) {
    assertThatExceptionOfType(ModeRefused.class)
        .isThrownBy(() -> embed("the", new LongReading(mode, true)))
        .withMessageContaining("needs rotary positions")
        .withMessageContaining("(tiny)");
    assertThat(server.requests).isEmpty();
  }

  private Embedding embed(String text, LongReading how) {
    return encoder.embed(List.of(text), Kind.PASSAGE, how, Priority.INGESTION, ample()).getFirst();
  }

  private static Bound ample() {
    return Bound.within(Duration.ofSeconds(20));
  }

  private static long[] longs(ModelInferRequest request, int input) {
    var buffer =
        request
            .getRawInputContents(input)
            .asReadOnlyByteBuffer()
            .order(ByteOrder.LITTLE_ENDIAN)
            .asLongBuffer();
    long[] values = new long[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private static float divisor(ModelInferRequest request) {
    return ByteBuffer.wrap(request.getRawInputContents(3).toByteArray())
        .order(ByteOrder.LITTLE_ENDIAN)
        .getFloat();
  }
}
