package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.longshore.contracts.generation.CollectionGeneration;
import io.longshore.contracts.generation.GenerationComparison;
import io.longshore.contracts.generation.GenerationComparison.Mean;
import io.longshore.contracts.generation.GenerationRecipe;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

@Schema(name = "Generation", description = "What a collection is or can be searched in.")
@JsonInclude(JsonInclude.Include.ALWAYS)
record GenerationObject(
    @Schema(description = "Says its recipe.", example = "late-128-passages") String id,
    @Schema(allowableValues = "generation") String object,
    @Schema(
            allowableValues = {"building", "ready", "serving", "previous"},
            description =
                "`ready` can be switched to; `serving` is searched; `previous` was, before the last"
                    + " switch, and can be switched to again.")
        String state,
    RecipeObject recipe,
    @Schema(description = "Of its vectors: the model's, and how they are made.") String key,
    @Schema(description = "Documents that are in it as they are searched now.")
        @JsonProperty("documents_done")
        long documentsDone,
    @Schema(description = "Documents that are searched now.") @JsonProperty("documents_total")
        long documentsTotal,
    @Schema(
            nullable = true,
            description = "With the one that was searched; null without questions.")
        @Nullable ComparisonObject comparison) {
  @Schema(name = "Recipe", description = "How vectors are made. What is left out is the service's.")
  record RecipeObject(
      @Schema(nullable = true, description = "The encoder.", example = "embedder")
          @Nullable String model,
      @Schema(nullable = true, minimum = "32", maximum = "400", example = "128")
          @JsonProperty("passage_tokens")
          @Nullable Integer passageTokens,
      @Schema(
              nullable = true,
              allowableValues = {"separate", "late"},
              description =
                  "Whether each passage is read alone, or with the text around it (late chunking).")
          @Nullable String passages,
      @Schema(
              nullable = true,
              description =
                  "What the vectors of whole documents are: `passages`, their means, or a mode for"
                      + " long texts in which the document is read once more.",
              example = "passages")
          @Nullable String documents) {}

  @Schema(
      name = "Comparison",
      description = "Of the same questions, with intervals that hold a mean with 95 %.")
  record ComparisonObject(
      long questions,
      @Schema(description = "Share with the same place first.") @JsonProperty("same_top")
          MeanObject sameTop,
      @JsonProperty("overlap_at_10") MeanObject overlap,
      @Schema(description = "Webber, Moffat, Zobel 2010, persistence 0.9.")
          @JsonProperty("rank_biased_overlap")
          MeanObject rankBiased,
      @Schema(description = "Milliseconds in the database.") @JsonProperty("serving_ms")
          MeanObject servingMillis,
      @JsonProperty("candidate_ms") MeanObject candidateMillis,
      @JsonProperty("most_different") List<DifferenceObject> mostDifferent) {}

  @Schema(name = "Mean")
  record MeanObject(double mean, double low, double high) {
    static MeanObject of(Mean mean) {
      return new MeanObject(mean.mean(), mean.low(), mean.high());
    }
  }

  @Schema(name = "Difference")
  record DifferenceObject(
      @Schema(description = "Id of the question, which is that of its answer.") String question,
      @JsonProperty("same_top") boolean sameTop,
      @JsonProperty("overlap_at_10") double overlap,
      @JsonProperty("rank_biased_overlap") double rankBiased) {}

  static GenerationObject of(CollectionGeneration generation) {
    GenerationRecipe recipe = generation.recipe();
    GenerationComparison comparison = generation.comparison();
    return new GenerationObject(
        generation.id(),
        "generation",
        String.valueOf(generation.state()).toLowerCase(Locale.ROOT),
        new RecipeObject(
            recipe.model(), recipe.passageTokens(), recipe.passages(), recipe.documents()),
        generation.key(),
        generation.documentsDone(),
        generation.documents(),
        comparison == null ? null : of(comparison));
  }

  private static ComparisonObject of(GenerationComparison comparison) {
    return new ComparisonObject(
        comparison.questions(),
        MeanObject.of(comparison.sameTop()),
        MeanObject.of(comparison.overlap()),
        MeanObject.of(comparison.rankBiased()),
        MeanObject.of(comparison.servingMillis()),
        MeanObject.of(comparison.candidateMillis()),
        comparison.mostDifferent().stream()
            .map(one ->
                new DifferenceObject(
                    one.question().toString(), one.sameTop(), one.overlap(), one.rankBiased()))
            .toList());
  }
}
