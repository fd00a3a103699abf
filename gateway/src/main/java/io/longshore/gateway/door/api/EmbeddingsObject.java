package io.longshore.gateway.door.api;

import io.longshore.gateway.embedding.Texts;
import io.longshore.gateway.embedding.Vectors;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.IntStream;

@Schema(name = "Embeddings")
record EmbeddingsObject(
    @Schema(description = "In the order of the texts.") List<EmbeddingObject> data,
    @Schema(example = "multilingual-e5-small") String model,
    @Schema(description = "Of model and graph. Vectors of different generations don't mix.")
        String generation,
    @Schema(example = "384") int dimensions,
    @Schema(description = "As it was taken.", example = "passage") String kind,
    @Schema(description = "As it was taken.", example = "none") String longMode,
    UsageObject usage) {
  EmbeddingsObject {
    data = List.copyOf(data);
  }

  @Schema(name = "Embedding")
  @SuppressWarnings("ArrayRecordComponent") // written out, never shared
  record EmbeddingObject(
      @Schema(description = "Of the text in input, from 0.") int index,
      @Schema(description = "Of length 1.") float[] embedding,
      @Schema(description = "What the model read, with prefix and special tokens.") int tokensSeen,
      @Schema(description = "What the text had; more than tokensSeen when it was cut.")
          int tokensGiven) {}

  @Schema(name = "Usage", description = "Of all texts together.")
  record UsageObject(long tokensSeen, long tokensGiven) {}

  static EmbeddingsObject of(Texts texts, Vectors vectors) {
    var data =
        IntStream.range(0, vectors.vectors().size())
            .mapToObj(index -> {
              var vector = vectors.vectors().get(index);
              return new EmbeddingObject(
                  index, vector.values(), vector.tokensSeen(), vector.tokensGiven());
            })
            .toList();
    return new EmbeddingsObject(
        data,
        vectors.model(),
        vectors.generation(),
        data.getFirst().embedding().length,
        EmbeddingController.label(texts.kind()),
        texts.mode().label(),
        new UsageObject(
            data.stream().mapToLong(EmbeddingObject::tokensSeen).sum(),
            data.stream().mapToLong(EmbeddingObject::tokensGiven).sum()));
  }
}
