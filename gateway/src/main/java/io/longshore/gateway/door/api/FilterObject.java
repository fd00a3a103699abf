package io.longshore.gateway.door.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.longshore.contracts.Limits;
import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.question.Condition;
import io.longshore.contracts.question.Condition.Operator;
import io.longshore.gateway.library.Names;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@Schema(
    name = "Filter",
    description =
        "Which documents are searched: a comparison of `key` with `value`, or `and` with several"
            + " `filters`. A key is one of the metadata, or `name`, `language` or `date`.",
    example =
        "{\"type\":\"and\",\"filters\":[{\"type\":\"in\",\"key\":\"language\",\"value\":[\"en\",\"de\"]},"
            + "{\"type\":\"gte\",\"key\":\"date\",\"value\":\"2020-01-01\"}]}")
@JsonInclude(JsonInclude.Include.NON_NULL)
record FilterObject(
    @Schema(
            allowableValues = {"and", "eq", "ne", "in", "nin", "gt", "gte", "lt", "lte"},
            description =
                "`ne` and `nin` hold for documents without the key, too; `gt` to `lte` compare"
                    + " numbers and days.")
        @Nullable String type,
    @Schema(example = "author") @Nullable String key,
    @Schema(
            implementation = Object.class,
            example = "Melville",
            description =
                "Text, number, true, false or day; an array of one kind for `in` and `nin`. Texts are"
                    + " compared as a whole; of a language `en` stands for `en-GB`, too.")
        @Nullable JsonNode value,
    @Schema(description = "Of `and`: at most 16 comparisons in all.")
        @Nullable List<@Nullable FilterObject> filters) {
  private static final String AND = "and";

  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "eq", Operator.IN,
          "ne", Operator.NOT_IN,
          "in", Operator.IN,
          "nin", Operator.NOT_IN,
          "gt", Operator.ABOVE,
          "gte", Operator.AT_LEAST,
          "lt", Operator.BELOW,
          "lte", Operator.AT_MOST);

  /**
   * @param filter null for none
   * @throws ApiProblem that names the field which is wrong
   */
  static List<Condition> conditions(@Nullable FilterObject filter) {
    List<Condition> all = new ArrayList<>();
    if (filter != null) {
      filter.addTo(all, "filter");
    }
    if (all.size() > Limits.CONDITIONS) {
      throw invalid("filter", "has at most %d comparisons".formatted(Limits.CONDITIONS));
    }
    if (all.stream().mapToInt(one -> one.values().size()).sum() > Limits.CONDITION_VALUES) {
      throw invalid("filter", "names at most %d values".formatted(Limits.CONDITION_VALUES));
    }
    return all;
  }

  /** Null for none; what it says is read as these conditions again. */
  static @Nullable FilterObject of(List<Condition> conditions) {
    List<@Nullable FilterObject> all = new ArrayList<>();
    conditions.forEach(one -> all.add(of(one)));
    if (all.size() < 2) {
      return all.isEmpty() ? null : all.getFirst();
    }
    return new FilterObject(AND, null, null, all);
  }

  private static FilterObject of(Condition condition) {
    var values = JsonNodeFactory.instance.arrayNode();
    condition.values().forEach(one -> values.add(value(one)));
    String type =
        switch (condition.operator()) {
          case IN -> "in";
          case NOT_IN -> "nin";
          case ABOVE -> "gt";
          case AT_LEAST -> "gte";
          case BELOW -> "lt";
          case AT_MOST -> "lte";
        };
    JsonNode value = condition.operator().isOrdering() ? values.get(0) : values;
    return new FilterObject(type, condition.key(), value, null);
  }

  private static JsonNode value(Metadatum one) {
    var nodes = JsonNodeFactory.instance;
    return switch (one.kind()) {
      case TEXT -> nodes.stringNode(one.text());
      case NUMBER -> nodes.numberNode(one.number());
      case FLAG -> nodes.booleanNode(Boolean.TRUE.equals(one.flag()));
      case DATE -> nodes.stringNode(String.valueOf(one.date()));
    };
  }

  private void addTo(List<Condition> all, String field) {
    if (!AND.equals(type)) {
      all.add(comparison(field));
      return;
    }
    if (filters == null || filters.isEmpty()) {
      throw invalid(field + ".filters", "has at least one filter");
    }
    for (int i = 0; i < filters.size(); i++) {
      FilterObject part = filters.get(i);
      String name = "%s.filters[%d]".formatted(field, i);
      if (part == null) {
        throw invalid(name, "is a filter");
      }
      part.addTo(all, name);
    }
  }

  private Condition comparison(String field) {
    Operator operator = type == null ? null : OPERATORS.get(type);
    if (operator == null) {
      throw invalid(field + ".type", "is one of and, eq, ne, in, nin, gt, gte, lt, lte");
    }
    String name = key == null ? "" : Names.storable(key);
    if (name.isBlank() || name.length() > UploadForm.KEY_CHARS_MAX) {
      throw invalid(field + ".key", "has 1 to %d characters".formatted(UploadForm.KEY_CHARS_MAX));
    }
    boolean several = "in".equals(type) || "nin".equals(type);
    if (value == null || value.isArray() != several || (several && value.isEmpty())) {
      throw invalid(
          field + ".value",
          several
              ? "is an array of at least one value"
              : "is a text, a number, true, false or a day");
    }
    List<Metadatum> values =
        (several ? value.valueStream() : Stream.of(value))
            .map(one ->
                UploadForm.typed(name, one)
                    .orElseThrow(() ->
                        invalid(
                            field + ".value",
                            "is text of at most %d characters, a number, true, false or a day"
                                .formatted(UploadForm.VALUE_CHARS_MAX))))
            .toList();
    if (values.stream().map(Metadatum::kind).distinct().count() > 1) {
      throw invalid(field + ".value", "has values of one kind");
    }
    var kind = values.getFirst().kind();
    if (operator.isOrdering() && kind != Metadatum.Kind.NUMBER && kind != Metadatum.Kind.DATE) {
      throw invalid(field + ".value", "is a number or a day, such as 2020-12-31, for " + type);
    }
    return new Condition(operator, values);
  }

  private static ApiProblem invalid(String field, String what) {
    return ApiProblem.badRequest("filter-invalid", "%s %s.".formatted(field, what));
  }
}
