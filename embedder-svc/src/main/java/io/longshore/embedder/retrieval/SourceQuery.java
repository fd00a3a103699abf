package io.longshore.embedder.retrieval;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.document.Metadatum;
import io.longshore.contracts.question.Condition;
import io.longshore.contracts.question.Condition.Operator;
import io.longshore.contracts.question.Scope;
import io.longshore.embedder.generations.Searched;
import io.longshore.embedder.index.AttributeRepository;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One statement for numbers of sources. */
final class SourceQuery {
  private final StringBuilder sql;
  private final Map<String, Object> values = new HashMap<>();

  private SourceQuery(String start) {
    sql = new StringBuilder(start);
  }

  /** For sources that are searched in the scope's collections, whatever else it says. */
  static SourceQuery of(Scope scope) {
    return new SourceQuery("select no from %s s where true".formatted(Searched.SOURCES))
        .and("collection = any(%s::uuid[])", texts(scope.collections()));
  }

  /** For the first sources, of any collection, that have what all the conditions speak of. */
  static SourceQuery having(List<Condition> conditions, int most) {
    var query = new SourceQuery("select no from (select source as no from attribute a where ");
    query.sql.append(query.matches(conditions.getFirst())).append(") s where true");
    conditions.stream().skip(1).forEach(condition -> query.and(condition, true));
    query.sql.append(" limit ").append(query.bound(most));
    return query;
  }

  /** Only these. */
  SourceQuery among(int[] sources) {
    return and("no = any(%s)", sources);
  }

  /** Only those of these documents. */
  SourceQuery ofDocuments(List<DocumentId> documents) {
    return and("document = any(%s::uuid[])", texts(documents));
  }

  /** Only those that fulfil the condition. */
  SourceQuery fulfilling(Condition condition) {
    return and(condition, condition.operator() != Operator.NOT_IN);
  }

  /** Only those that don't. */
  SourceQuery failing(Condition condition) {
    return and(condition, condition.operator() == Operator.NOT_IN);
  }

  /** Only those that somebody may read. */
  SourceQuery openTo(Principal principal) {
    sql.append(" and (not restricted or ").append(admits(principal)).append(')');
    return this;
  }

  /** Only those that somebody may not read. */
  SourceQuery closedTo(Principal principal) {
    sql.append(" and restricted and not (").append(admits(principal)).append(')');
    return this;
  }

  private String admits(Principal principal) {
    return "owner = %s or exists (select from reader r where r.source = s.no and r.name = any(%s))"
        .formatted(bound(principal.owner()), bound(principal.groups().toArray(String[]::new)));
  }

  private SourceQuery and(Condition condition, boolean has) {
    sql.append(has ? " and" : " and not")
        .append(" exists (select from attribute a where a.source = s.no and ")
        .append(matches(condition))
        .append(')');
    return this;
  }

  /** Whether a row of {@code attribute} has one of the values. */
  private String matches(Condition condition) {
    String compares =
        switch (condition.operator()) {
          case IN, NOT_IN -> " = any(%s%s)";
          case BELOW -> " < (%s%s)[1]";
          case AT_MOST -> " <= (%s%s)[1]";
          case ABOVE -> " > (%s%s)[1]";
          case AT_LEAST -> " >= (%s%s)[1]";
        };
    return "a.key = %s and a.%s"
        .formatted(bound(condition.key()), column(condition.values(), compares));
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

  private SourceQuery and(String condition, Object value) {
    sql.append(" and ").append(condition.formatted(bound(value)));
    return this;
  }

  /** Name of a parameter that stands for the value. */
  private String bound(Object value) {
    String name = "v" + values.size();
    values.put(name, value);
    return ":" + name;
  }

  /** Each once; as one row, since a row each would take longer than finding them. */
  int[] numbers(JdbcClient jdbc) {
    return jdbc.sql("select array(%s)".formatted(sql))
        .params(values)
        .query((row, number) -> numbers(row.getArray(1)))
        .single();
  }

  static int[] numbers(Array array) throws SQLException {
    return Arrays.stream((Integer[]) array.getArray()).mapToInt(Integer::intValue).toArray();
  }

  static String[] texts(List<?> values) {
    return values.stream().map(String::valueOf).toArray(String[]::new);
  }
}
