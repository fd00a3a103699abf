package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.longshore.contracts.question.RetrievalSettings;
import io.longshore.contracts.question.RetrievalSettings.Aggregation;
import io.longshore.contracts.question.RetrievalSettings.Fusion;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "CollectionSettings",
    description =
        "How a collection is searched; what is left out is as the service does it. A question about"
            + " documents of several collections with different settings takes the service's.",
    example = "{\"aggregation\":\"mean\",\"aggregated\":3,\"candidates\":200}")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SettingsObject(
    @Schema(
            allowableValues = {"first", "max", "sum", "mean"},
            description =
                "How a document is scored by the scores of its passages (`groupBy`): as the first"
                    + " one, the best one, all that were found, or the mean of the best ones.")
        @Nullable String aggregation,
    @Schema(minimum = "1", maximum = "20", description = "Passages that the mean is of.")
        @Nullable Integer aggregated,
    @Schema(
            minimum = "0",
            maximum = "1",
            description =
                "Of the words' score what they find in the whole document instead of the passage.")
        @Nullable Double documentShare,
    @Schema(
            minimum = "0",
            maximum = "4",
            description = "Of a document's own vectors beside those of its passages.")
        @Nullable Double documentVectorWeight,
    @Schema(
            minimum = "0",
            maximum = "4",
            description =
                "Of words beside vectors; left out: by how much of the question they cover.")
        @Nullable Double lexicalWeight,
    @Schema(
            description = "The same for documents of a language (BCP 47), where it differs.",
            example = "{\"th\":0.5}")
        @Nullable Map<String, Double> lexicalWeights,
    @Schema(
            allowableValues = {"scores", "ranks"},
            description =
                "How words and vectors are joined: scores added, or reciprocals of ranks.")
        @Nullable String fusion,
    @Schema(
            minimum = "50",
            maximum = "1000",
            description = "Passages that words and vectors each give to be joined.")
        @Nullable Integer candidates) {
  private static final String SETTINGS = "settings.";

  /**
   * @return null when nothing is said
   * @throws ApiProblem that names the field which is wrong
   */
  static @Nullable RetrievalSettings settings(@Nullable SettingsObject said) {
    if (said == null) {
      return null;
    }
    Map<String, Double> weights = said.lexicalWeights() == null ? Map.of() : said.lexicalWeights();
    weights.forEach((language, weight) -> {
      if (weight == null || !UploadForm.isLanguage(language)) {
        throw invalid("lexicalWeights has a number for a BCP 47 tag such as en, each");
      }
    });
    try {
      return new RetrievalSettings(
          OptionsObject.parsed(SETTINGS + "aggregation", said.aggregation(), Aggregation.class),
          said.aggregated(),
          said.documentShare(),
          said.documentVectorWeight(),
          said.lexicalWeight(),
          weights,
          OptionsObject.parsed(SETTINGS + "fusion", said.fusion(), Fusion.class),
          said.candidates());
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  static SettingsObject of(RetrievalSettings settings) {
    return new SettingsObject(
        settings.aggregation() == null ? null : OptionsObject.text(settings.aggregation()),
        settings.aggregated(),
        settings.documentShare(),
        settings.documentVectorWeight(),
        settings.lexicalWeight(),
        settings.lexicalWeights().isEmpty() ? null : settings.lexicalWeights(),
        settings.fusion() == null ? null : OptionsObject.text(settings.fusion()),
        settings.candidates());
  }

  private static ApiProblem invalid(String what) {
    return ApiProblem.badRequest("settings-invalid", SETTINGS + what + ".");
  }
}
