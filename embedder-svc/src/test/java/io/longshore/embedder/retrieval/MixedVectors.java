package io.longshore.embedder.retrieval;

import io.longshore.inference.encoder.Embedding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Any number of vectors out of some: each is a mixture of two that stood near each other, as two
 * passages of one text do. Some are held out as questions.
 */
final class MixedVectors {
  static final int DIMENSIONS = 384;

  /** Before each vector in a file: SHA-256 of its text, tokens seen and given. */
  private static final int HEAD_BYTES = 32 + 2 * Integer.BYTES;

  private static final int DRAWN = 20_000;
  private static final int OF_A_SUBJECT = 100;
  private static final int LATENT = 24;
  private static final int QUESTION_EVERY = 60;

  /** Passages of a text that are mixed. */
  private static final int NEAR = 20;

  private final Random random = new Random(11);
  private final List<float[]> base = new ArrayList<>();
  private final List<float[]> questions = new ArrayList<>();

  /**
   * @param file of vectors that {@code longshore evaluate} has kept; null draws them around 200
   *     subjects
   * @param asked a file of questions' vectors; null holds some of the others out
   */
  MixedVectors(@Nullable Path file, @Nullable Path asked) {
    List<float[]> all = file == null ? drawn() : read(file);
    for (int i = 0; i < all.size(); i++) {
      (asked == null && i % QUESTION_EVERY == 0 ? questions : base).add(all.get(i));
    }
    if (asked != null) {
      questions.addAll(read(asked));
    }
    Collections.shuffle(questions, random);
  }

  int size() {
    return base.size();
  }

  List<float[]> questions() {
    return questions;
  }

  /** Of the passages of one document. */
  List<Embedding> document(int passages) {
    int at = random.nextInt(base.size());
    return IntStream.range(0, passages)
        .mapToObj(i -> new Embedding(mixed(at + i / 2), 1, 1))
        .toList();
  }

  private float[] mixed(int at) {
    float[] one = base.get(at % base.size());
    float[] other = base.get((at + 1 + random.nextInt(NEAR)) % base.size());
    float share = random.nextFloat();
    float[] mixed = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      mixed[i] = share * one[i] + (1 - share) * other[i];
    }
    return mixed;
  }

  private List<float[]> drawn() {
    float[][] directions =
        IntStream.range(0, LATENT).mapToObj(_ -> gaussian()).toArray(float[][]::new);
    List<float[]> drawn = new ArrayList<>();
    float[] subject = gaussian();
    for (int i = 0; i < DRAWN; i++) {
      subject = i % OF_A_SUBJECT == 0 ? gaussian() : subject;
      float[] vector = subject.clone();
      for (float[] direction : directions) {
        float weight = (float) random.nextGaussian() / 4;
        for (int j = 0; j < DIMENSIONS; j++) {
          vector[j] += weight * direction[j];
        }
      }
      drawn.add(vector);
    }
    return drawn;
  }

  private float[] gaussian() {
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static List<float[]> read(Path file) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      int record = HEAD_BYTES + DIMENSIONS * Float.BYTES;
      if (bytes.limit() < record * 1_000L) {
        throw new IllegalArgumentException(
            "%s has no 1,000 vectors of %d dimensions".formatted(file, DIMENSIONS));
      }
      return IntStream.range(0, bytes.limit() / record)
          .mapToObj(i -> {
            float[] vector = new float[DIMENSIONS];
            bytes
                .slice(i * record + HEAD_BYTES, DIMENSIONS * Float.BYTES)
                .asFloatBuffer()
                .get(vector);
            return vector;
          })
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
