package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.longshore.contracts.Limits;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Options.Draft;
import io.longshore.contracts.question.Options.Goal;
import io.longshore.contracts.question.Options.GroupBy;
import io.longshore.contracts.question.Options.Legs;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

@Schema(
    name = "Options",
    description = "How to answer or to search; each may be left out.",
    example = "{\"draft\":\"extractive\",\"passages\":5,\"explain\":true}")
@JsonInclude(JsonInclude.Include.NON_NULL)
record OptionsObject(
    @Schema(
            minimum = "1",
            maximum = "50",
            description =
                "How many passages or documents a search finds (10 when left out), or an answer shows as its"
                    + " evidence (all).")
        @Nullable Integer k,
    @Schema(
            allowableValues = {"auto", "extractive", "constrained", "free"},
            description =
                "How an answer is written: `extractive` quotes sentences, no model needed;"
                    + " `constrained` lets a model only copy spans of the documents, and says them"
                    + " though it isn't quite sure; `free` lets it use its own words, each sentence"
                    + " verified; `auto` (when left out) as the generator is set up, with sentences"
                    + " where a model isn't sure of a copy or a description is asked for. Not for a search.")
        @Nullable String draft,
    @Schema(
            minimum = "1",
            maximum = "16",
            description =
                "How many passages, the best first, an answer is written from; the generator's"
                    + " choice when left out. Not for a search.")
        @Nullable Integer passages,
    @Schema(description = "Whether the end says how it came about; no when left out.")
        @Nullable Boolean explain,
    @Schema(
            description =
                "Whether the passages are put in order by the reranker; yes when left out, else they"
                    + " stay in the order of retrieval.")
        @Nullable Boolean rerank,
    @Schema(
            allowableValues = {"both", "lexical", "dense"},
            description =
                "How passages are looked for: `lexical` by their words (BM25), `dense` by their"
                    + " vectors, `both` when left out.")
        @Nullable String legs) {
  private static final OptionsObject NONE = new OptionsObject(null, null, null, null, null, null);
  private static final int SEARCH_K = 10;

  /**
   * Those of an answer.
   *
   * @throws ApiProblem when one is out of its bounds
   */
  static Options answer(@Nullable OptionsObject asked) {
    var options = asked == null ? NONE : asked;
    return options.options(
        Goal.ANSWER, options.k() == null ? Options.K_MAX : options.k(), GroupBy.PASSAGE);
  }

  /**
   * Those of a search.
   *
   * @param k as it is said beside the options
   * @param groupBy as it is said there
   * @throws ApiProblem when one is out of its bounds
   */
  static Options search(
      @Nullable OptionsObject asked, @Nullable Integer k, @Nullable String groupBy) {
    var options = asked == null ? NONE : asked;
    if (options.draft() != null || options.passages() != null) {
      throw ApiProblem.badRequest(
          "options-not-for-search", "The options draft and passages are for answers.");
    }
    Integer inner = options.k();
    if (k != null && inner != null && !k.equals(inner)) {
      throw ApiProblem.badRequest("k-invalid", "k is said twice, and differently.");
    }
    Integer said = inner == null ? k : inner;
    return options.options(
        Goal.SEARCH, said == null ? SEARCH_K : said, parsed("groupBy", groupBy, GroupBy.PASSAGE));
  }

  /** As a client may say them again. */
  static OptionsObject of(Options options) {
    boolean search = options.goal() == Goal.SEARCH;
    return new OptionsObject(
        options.k(),
        search ? null : text(options.draft()),
        search || options.passages() == 0 ? null : options.passages(),
        options.explain(),
        !options.unranked(),
        text(options.legs()));
  }

  private Options options(Goal goal, int count, GroupBy groupBy) {
    if (count < 1 || count > Options.K_MAX) {
      throw ApiProblem.badRequest("k-invalid", "k is 1 to %d.".formatted(Options.K_MAX));
    }
    if (passages != null && (passages < 1 || passages > Limits.RANKED_PASSAGES)) {
      throw ApiProblem.badRequest(
          "passages-invalid", "passages is 1 to %d.".formatted(Limits.RANKED_PASSAGES));
    }
    return new Options(
        goal,
        count,
        parsed("draft", draft, Draft.AUTO),
        passages == null ? 0 : passages,
        Boolean.TRUE.equals(explain),
        Boolean.FALSE.equals(rerank),
        parsed("legs", legs, Legs.BOTH),
        groupBy);
  }

  private static <E extends Enum<E>> E parsed(String option, @Nullable String name, E otherwise) {
    E parsed = parsed(option, name, otherwise.getDeclaringClass());
    return parsed == null ? otherwise : parsed;
  }

  /**
   * A constant as a client writes it; null for null.
   *
   * @param field that it stands in
   */
  static <E extends Enum<E>> @Nullable E parsed(
      String field, @Nullable String name, Class<E> type) {
    if (name == null) {
      return null;
    }
    E[] known = type.getEnumConstants();
    return Arrays.stream(known)
        .filter(constant -> text(constant).equals(name))
        .findFirst()
        .orElseThrow(() ->
            ApiProblem.badRequest(
                field.substring(0, field.indexOf('.') < 0 ? field.length() : field.indexOf('.'))
                    + "-invalid",
                "%s is one of %s."
                    .formatted(
                        field,
                        Arrays.stream(known)
                            .map(OptionsObject::text)
                            .collect(Collectors.joining(", ")))));
  }

  static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
