package io.longshore.gateway.embedding;

import io.longshore.contracts.embedding.Embedded;
import io.longshore.contracts.embedding.TextVector;
import io.longshore.gateway.embedding.Vectors.Vector;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts the vectors of a call's parts where they belong, in whatever order they come. */
final class VectorCollection {
  private final Texts texts;
  private final @Nullable Vector[] vectors;
  private @Nullable Embedded first;
  private int size;

  VectorCollection(Texts texts) {
    this.texts = texts;
    this.vectors = new Vector[texts.texts().size()];
  }

  /** How many texts have their vectors. */
  int size() {
    return size;
  }

  /**
   * @throws EmbeddingProblem when a text was cut that must not be, or the model is another one than
   *     that of the parts before
   */
  void add(Part part, Embedded embedded) {
    Embedded before = first;
    if (before == null) {
      first = embedded;
    } else if (!before.generation().equals(embedded.generation())) {
      throw EmbeddingProblem.modelChanged();
    }
    if (embedded.vectors().size() != part.places().size()) {
      throw new IllegalStateException(
          "%d vectors for %d texts".formatted(embedded.vectors().size(), part.places().size()));
    }
    for (int i = 0; i < part.places().size(); i++) {
      int place = part.places().get(i);
      TextVector vector = embedded.vectors().get(i);
      if (vector.isCut() && !texts.truncate()) {
        throw EmbeddingProblem.tooLong(place, vector, texts.mode());
      }
      vectors[place] = new Vector(vector.vector(), vector.tokensSeen(), vector.tokensGiven());
      size++;
    }
  }

  /** All of them. */
  Vectors vectors() {
    Embedded model = Objects.requireNonNull(first);
    return new Vectors(
        model.model(),
        model.generation(),
        Arrays.stream(vectors).map(Objects::requireNonNull).toList());
  }
}
