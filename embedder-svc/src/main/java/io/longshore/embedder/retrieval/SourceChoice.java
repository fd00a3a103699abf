package io.longshore.embedder.retrieval;

import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.question.Condition;
import io.longshore.contracts.question.Scope;
import io.longshore.embedder.generations.Searched;
import io.longshore.embedder.index.AttributeRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which sources of its collections a question may search: those of the documents that it names,
 * that fulfil its conditions and that its principal may read. It is known before anything is looked
 * for, so what is found among them is all that there is, and nothing else shines through scores.
 */
final class SourceChoice {
  private final StringBuilder sql =
      new StringBuilder("select no from %s s where true".formatted(Searched.SOURCES));
  private final Map<String, Object> values = new HashMap<>();

  private SourceChoice(Scope scope) {
    and("collection = any(%s::uuid[])", texts(scope.collections()));
  }

  /** Numbers of the sources, ascending; empty when they are all that the collections hold. */
  static Optional<int[]> of(JdbcClient jdbc, Scope scope, Principal principal) {
    boolean restricted = isRestricted(jdbc, scope);
    if (scope.documents().isEmpty() && scope.filter().isEmpty() && !restricted) {
      return Optional.empty();
    }
    var choice = new SourceChoice(scope);
    if (!scope.documents().isEmpty()) {
      choice.and("document = any(%s::uuid[])", texts(scope.documents()));
    }
    scope.filter().forEach(choice::and);
    if (restricted) {
      choice.readableBy(principal);
    }
    return Optional.of(choice.numbers(jdbc));
  }

  private static boolean isRestricted(JdbcClient jdbc, Scope scope) {
    return jdbc.sql(
            """
            select exists (
              select from source where live and restricted and collection = any(:collections::uuid[]))
            """)
        .param("collections", texts(scope.collections()))
        .query(Boolean.class)
        .single();
  }

  private void readableBy(Principal principal) {
    and("(not restricted or owner = %s", principal.owner());
    sql.append(
        " or exists (select from reader r where r.source = s.no and r.name = any(%s)))"
            .formatted(bound(principal.groups().toArray(String[]::new))));
  }

  private void and(Condition condition) {
    String has =
        "exists (select from attribute a where a.source = s.no and a.key = %s and a."
            .formatted(bound(condition.key()));
    String compares =
        switch (condition.operator()) {
          case IN, NOT_IN -> " = any(%s%s))";
          case BELOW -> " < (%s%s)[1])";
          case AT_MOST -> " <= (%s%s)[1])";
          case ABOVE -> " > (%s%s)[1])";
          case AT_LEAST -> " >= (%s%s)[1])";
        };
    sql.append(condition.operator() == Condition.Operator.NOT_IN ? " and not " : " and ")
        .append(has)
        .append(column(condition.values(), compares));
  }

  /** Name of the column that holds values of this kind, and how it is compared with them. */
  private String column(List<Metadatum> of, String compares) {
    return switch (of.getFirst().kind()) {
      case TEXT ->
          "text"
              + compares.formatted(
                  bound(
                      of.stream()
                          .map(Metadatum::text)
                          .map(Objects::requireNonNull)
                          .map(AttributeRepository::stored)
                          .toArray(String[]::new)),
                  "::text[]");
      case NUMBER ->
          "number"
              + compares.formatted(
                  bound(of.stream().map(Metadatum::number).toArray(Double[]::new)), "::float8[]");
      case FLAG ->
          "flag"
              + compares.formatted(
                  bound(of.stream().map(Metadatum::flag).toArray(Boolean[]::new)), "::bool[]");
      case DATE ->
          "date"
              + compares.formatted(
                  bound(texts(of.stream().map(Metadatum::date).toList())), "::date[]");
    };
  }

  private void and(String condition, Object value) {
    sql.append(" and ").append(condition.formatted(bound(value)));
  }

  /** Name of a parameter that stands for the value. */
  private String bound(Object value) {
    String name = "v" + values.size();
    values.put(name, value);
    return ":" + name;
  }

  private int[] numbers(JdbcClient jdbc) {
    return jdbc.sql(sql + " order by no").params(values).query(Integer.class).stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static String[] texts(List<?> values) {
    return values.stream().map(String::valueOf).toArray(String[]::new);
  }
}
