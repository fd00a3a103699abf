package io.longshore.modelserver;

import io.longshore.contracts.embedding.LongMode;
import io.longshore.inference.call.Bound;
import io.longshore.inference.encoder.Embedding;
import io.longshore.inference.encoder.Encoder.Kind;
import io.longshore.inference.encoder.Encoder.Priority;
import io.longshore.inference.encoder.EncoderLimits;
import io.longshore.inference.encoder.LongReading;
import io.longshore.inference.encoder.TritonEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * LongEmbed's passkey by mode: a sentence with somebody's key at a place of its own in each text,
 * and for each text the question for that key; the share of questions whose text is nearest. No
 * part of the build: {@code mvn -pl ops/model-server test -Dtest=LongModesBenchmark
 * -Dtest.jvm=-XX:+UseSerialGC}; {@code -Dbook=FILE} takes its words instead of filler, {@code
 * -Dtokens=}, {@code -Dtexts=}, {@code -Dquestions=} of them, {@code -Dseed=}; {@code
 * -Dmodes=none,ntk} only those, {@code -Dmodel=embedder-long} measures that one, which is fetched
 * first.
 */
class LongModesBenchmark {
  private static final List<LongReading> ABSOLUTE =
      List.of(
          LongReading.NONE,
          new LongReading(LongMode.PCW, false),
          new LongReading(LongMode.GP, true),
          new LongReading(LongMode.RP, true),
          new LongReading(LongMode.PI, true),
          new LongReading(LongMode.PI, false),
          new LongReading(LongMode.PI_KEEP20, true));
  private static final List<LongReading> ROTARY =
      List.of(
          LongReading.NONE,
          new LongReading(LongMode.PCW, false),
          new LongReading(LongMode.NTK, true),
          new LongReading(LongMode.SELFEXTEND, true));

  private final int tokens = Integer.getInteger("tokens", 1_024);
  private final List<String> modes =
      Arrays.stream(System.getProperty("modes", "").split(","))
          .filter(mode -> !mode.isBlank())
          .toList();
  private final String model = System.getProperty("model", TritonEncoder.EMBEDDER);
  private final int texts = Math.min(Integer.getInteger("texts", 20), Passkeys.TEXTS_MAX);

  @Test
  void print() throws IOException {
    boolean isDefault = model.equals(TritonEncoder.EMBEDDER);
    Path repository = isDefault ? TestServer.repository() : TestServer.longRepository();
    try (var server = new TestServer(TestServer.settings(repository, 65_536));
        var encoder =
            new TritonEncoder(model, server.address(), repository, EncoderLimits.DEFAULT)) {
      var keys =
          Passkeys.of(
              encoder,
              tokens,
              texts,
              Integer.getInteger("questions", texts),
              Integer.getInteger("seed", 18),
              System.getProperty("book"));
      List<Embedding> asked =
          encoder.embed(keys.questions(), Kind.QUERY, Priority.INGESTION, patience());
      System.out.printf(
          "%d texts of about %d tokens, %s%n", texts, tokens, System.getProperty("book", "filler"));
      for (LongReading how : isDefault ? ABSOLUTE : ROTARY) {
        if (modes.isEmpty() || modes.contains(how.mode().label())) {
          measure(encoder, keys.documents(), asked, how);
        }
      }
    }
  }

  private static void measure(
      TritonEncoder encoder, List<String> documents, List<Embedding> asked, LongReading how) {
    long start = System.nanoTime();
    List<Embedding> read =
        encoder.embed(documents, Kind.PASSAGE, how, Priority.INGESTION, patience());
    double seconds = (System.nanoTime() - start) / 1e9;
    var found = Passkeys.found(asked, read);
    int seen = read.stream().mapToInt(Embedding::tokensSeen).sum();
    System.out.printf(
        "%-18s acc@1 %.2f  MRR %.2f  tokens seen %5d  %.0f tokens/s%n",
        how.key(), found.accuracy(), found.reciprocal(), seen / read.size(), seen / seconds);
  }

  private static Bound patience() {
    return Bound.within(Duration.ofHours(4));
  }
}
