package io.longshore.modelserver;

import io.longshore.inference.encoder.Embedding;
import io.longshore.inference.encoder.TritonEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * LongEmbed's passkey (Zhu et al. 2024): a sentence with somebody's key at a place of its own in
 * each text, and questions for the keys of the first ones.
 */
record Passkeys(List<String> documents, List<String> questions) {
  private static final String FILLER =
      "The grass is green. The sky is blue. The sun is yellow. Here we go. There and back again. ";
  private static final String[] NAMES =
      ("Ada Brook,Bela Castor,Cora Dunn,Dov Ellery,Edda Frost,Finn Garland,Greta Holm,Hugo Imhof,Ines Jarvis,Jonas Keel,"
              + "Kaya Lindt,Lars Mercer,Mira North,Nils Orban,Olga Pike,Piet Quill,Rhea Stone,Sven Tarn,Thea Umber,Ugo Vance,"
              + "Vera Wolf,Wim Xander,Yara Zell,Zeno Alder,Alma Birch,Bruno Clay,Clara Dane,Dario Elm,Elsa Fjord,Fritz Grove")
          .split(",");

  /** As many texts as can be made. */
  static final int TEXTS_MAX = NAMES.length;

  /** What is around the body: the prefix, the sentence and the special tokens. */
  private static final int AROUND = 40;

  /**
   * @param accuracy share of questions whose text is nearest
   * @param reciprocal mean of the reciprocal rank
   */
  record Found(double accuracy, double reciprocal) {}

  /**
   * @param tokens of each text, nearly
   * @param book file whose words are around the sentence; none for filler
   */
  static Passkeys of(
      TritonEncoder encoder, int tokens, int texts, int questions, int seed, @Nullable String book)
      throws IOException {
    String[] words =
        (book == null ? FILLER : Files.readString(Path.of(book))).strip().split("\\s+");
    var random = new Random(seed);
    List<String> documents = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    for (int k = 0; k < texts; k++) {
      documents.add(document(encoder, words, tokens, NAMES[k], random));
      if (k < questions) {
        asked.add("what is the pass key for %s?".formatted(NAMES[k]));
      }
    }
    return new Passkeys(documents, asked);
  }

  private static String document(
      TritonEncoder encoder, String[] words, int tokens, String name, Random random) {
    int key = 10_000 + random.nextInt(90_000);
    String sentence =
        "%1$s's pass key is %2$d. Remember it. %2$d is the pass key for %1$s.".formatted(name, key);
    int from = random.nextInt(Math.max(1, words.length - tokens));
    int count = tokens / 2;
    String body = join(words, from, count);
    while (encoder.countTokens(body) < tokens - AROUND) {
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

  /**
   * Texts of which a model saw the same have one vector: among these the place is drawn, and what
   * counts is what is to be expected.
   */
  static Found found(List<Embedding> asked, List<Embedding> read) {
    double accuracy = 0;
    double reciprocal = 0;
    for (int k = 0; k < asked.size(); k++) {
      double own = cosine(asked.get(k), read.get(k));
      int better = 0;
      int alike = 0;
      for (Embedding each : read) {
        double cosine = cosine(asked.get(k), each);
        better += cosine > own ? 1 : 0;
        alike += cosine == own ? 1 : 0;
      }
      accuracy += better == 0 ? 1.0 / alike : 0;
      for (int place = 1; place <= alike; place++) {
        reciprocal += 1.0 / (better + place) / alike;
      }
    }
    return new Found(accuracy / asked.size(), reciprocal / asked.size());
  }

  private static double cosine(Embedding a, Embedding b) {
    double sum = 0;
    for (int k = 0; k < a.vector().length; k++) {
      sum += (double) a.vector()[k] * b.vector()[k];
    }
    return sum;
  }
}
