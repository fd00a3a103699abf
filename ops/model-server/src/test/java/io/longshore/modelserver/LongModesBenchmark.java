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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
  private static final String FILLER =
      "The grass is green. The sky is blue. The sun is yellow. Here we go. There and back again. ";
  private static final String[] NAMES =
      ("Ada Brook,Bela Castor,Cora Dunn,Dov Ellery,Edda Frost,Finn Garland,Greta Holm,Hugo Imhof,Ines Jarvis,Jonas Keel,"
              + "Kaya Lindt,Lars Mercer,Mira North,Nils Orban,Olga Pike,Piet Quill,Rhea Stone,Sven Tarn,Thea Umber,Ugo Vance,"
              + "Vera Wolf,Wim Xander,Yara Zell,Zeno Alder,Alma Birch,Bruno Clay,Clara Dane,Dario Elm,Elsa Fjord,Fritz Grove")
          .split(",");

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
  private final int texts = Math.min(Integer.getInteger("texts", 20), NAMES.length);
  private final Random random = new Random(Integer.getInteger("seed", 18));

  @Test
  void print() throws IOException {
    boolean isDefault = model.equals(TritonEncoder.EMBEDDER);
    Path repository = isDefault ? TestServer.repository() : TestServer.longRepository();
    try (var server = new TestServer(TestServer.settings(repository, 65_536));
        var encoder =
            new TritonEncoder(model, server.address(), repository, EncoderLimits.DEFAULT)) {
      String[] words = words();
      List<String> documents = new ArrayList<>();
      List<String> questions = new ArrayList<>();
      for (int k = 0; k < texts; k++) {
        documents.add(document(encoder, words, NAMES[k]));
        if (k < Integer.getInteger("questions", texts)) {
          questions.add("what is the pass key for %s?".formatted(NAMES[k]));
        }
      }
      List<Embedding> asked = encoder.embed(questions, Kind.QUERY, Priority.INGESTION, patience());
      System.out.printf(
          "%d texts of about %d tokens, %s%n", texts, tokens, System.getProperty("book", "filler"));
      for (LongReading how : isDefault ? ABSOLUTE : ROTARY) {
        if (modes.isEmpty() || modes.contains(how.mode().label())) {
          measure(encoder, documents, asked, how);
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
    int first = 0;
    double reciprocal = 0;
    for (int k = 0; k < asked.size(); k++) {
      int rank = 1;
      for (int other = 0; other < read.size(); other++) {
        if (other != k
            && cosine(asked.get(k), read.get(other)) >= cosine(asked.get(k), read.get(k))) {
          rank++;
        }
      }
      first += rank == 1 ? 1 : 0;
      reciprocal += 1.0 / rank;
    }
    int seen = read.stream().mapToInt(Embedding::tokensSeen).sum();
    System.out.printf(
        "%-18s acc@1 %.2f  MRR %.2f  tokens seen %5d  %.0f tokens/s%n",
        how.key(),
        (double) first / asked.size(),
        reciprocal / asked.size(),
        seen / read.size(),
        seen / seconds);
  }

  private String document(TritonEncoder encoder, String[] words, String name) {
    int key = 10_000 + random.nextInt(90_000);
    String sentence =
        "%1$s's pass key is %2$d. Remember it. %2$d is the pass key for %1$s.".formatted(name, key);
    int from = random.nextInt(Math.max(1, words.length - tokens));
    int count = tokens / 2;
    String body = join(words, from, count);
    while (encoder.countTokens(body) < tokens - 40) {
      count += 8;
      body = join(words, from, count);
    }
    int place = random.nextInt(count);
    return "%s %s %s"
        .formatted(join(words, from, place), sentence, join(words, from + place, count - place))
        .strip();
  }

  private static String join(String[] words, int from, int count) {
    var text = new StringBuilder();
    for (int k = 0; k < count; k++) {
      text.append(words[(from + k) % words.length]).append(' ');
    }
    return text.toString().strip();
  }

  private static String[] words() throws IOException {
    String book = System.getProperty("book");
    return (book == null ? FILLER : Files.readString(Path.of(book))).strip().split("\\s+");
  }

  private static Bound patience() {
    return Bound.within(Duration.ofMinutes(30));
  }

  private static double cosine(Embedding a, Embedding b) {
    double sum = 0;
    for (int k = 0; k < a.vector().length; k++) {
      sum += (double) a.vector()[k] * b.vector()[k];
    }
    return sum;
  }
}
