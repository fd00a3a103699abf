package io.longshore.embedder.retrieval;

import io.longshore.contracts.Principal;
import io.longshore.contracts.question.Condition;
import io.longshore.contracts.question.Condition.Operator;
import io.longshore.contracts.question.Scope;
import io.longshore.embedder.lexical.Segments.Members;
import io.longshore.embedder.vectors.VectorRepository;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which sources of its collections a question may search: those of the documents that it names,
 * that fulfil its conditions and that its principal may read. It is known before anything is looked
 * for, so what is found among them is all that there is, and nothing else shines through scores.
 */
sealed interface SourceChoice {
  /** Where conditions are fulfilled by no more sources, these are listed. */
  int FEW = 5_000;

  /** Or by no larger part of the collections. */
  int PART = 4;

  /** These alone. */
  @SuppressWarnings("ArrayRecordComponent") // goes into a query as it is
  record Only(int[] sources) implements SourceChoice {}

  /** All that their collections hold, but these. */
  record AllBut(List<Hidden> hidden) implements SourceChoice {
    List<Members> members() {
      return hidden.stream().map(Hidden::members).toList();
    }
  }

  static SourceChoice of(JdbcClient jdbc, Scope scope, Principal principal) {
    VectorRepository.planEach(jdbc);
    boolean restricted = isRestricted(jdbc, scope);
    List<SourceQuery> hiding = new ArrayList<>();
    Optional<SourceQuery> few = few(jdbc, scope, hiding);
    if (few.isPresent()) {
      scope.filter().forEach(few.get()::fulfilling);
      if (restricted) {
        few.get().openTo(principal);
      }
      return new Only(few.get().numbers(jdbc));
    }
    if (restricted) {
      hiding.add(SourceQuery.of(scope).closedTo(principal));
    }
    int[] hidden =
        hiding.stream()
            .flatMapToInt(query -> Arrays.stream(query.numbers(jdbc)))
            .distinct()
            .toArray();
    return new AllBut(hidden.length == 0 ? List.of() : ScopeRepository.hidden(jdbc, hidden));
  }

  /**
   * Few sources that all to be searched are among, where something says so.
   *
   * @param hiding gets what finds the sources that a condition hides
   */
  private static Optional<SourceQuery> few(JdbcClient jdbc, Scope scope, List<SourceQuery> hiding) {
    if (!scope.documents().isEmpty()) {
      return Optional.of(SourceQuery.of(scope).ofDocuments(scope.documents()));
    }
    if (scope.filter().isEmpty()) {
      return Optional.empty();
    }
    int few = Math.max(FEW, ScopeRepository.documents(jdbc, scope.collections()) / PART);
    List<Condition> having =
        scope.filter().stream().filter(one -> one.operator() != Operator.NOT_IN).toList();
    Optional<SourceQuery> listed =
        having.isEmpty()
            ? Optional.empty()
            : few(jdbc, having, few).map(SourceQuery.of(scope)::among);
    if (listed.isPresent()) {
      return listed;
    }
    for (Condition condition : scope.filter()) {
      SourceQuery query = SourceQuery.of(scope).failing(condition);
      if (condition.operator() == Operator.NOT_IN) {
        few(jdbc, List.of(condition), few).ifPresent(query::among);
      }
      hiding.add(query);
    }
    return Optional.empty();
  }

  /** The sources that have what all the conditions speak of, if they are so few. */
  private static Optional<int[]> few(JdbcClient jdbc, List<Condition> conditions, int most) {
    return Optional.of(SourceQuery.having(conditions, most + 1).numbers(jdbc))
        .filter(having -> having.length <= most);
  }

  private static boolean isRestricted(JdbcClient jdbc, Scope scope) {
    return jdbc.sql(
            """
            select exists (
              select from source where live and restricted and collection = any(:collections::uuid[]))
            """)
        .param("collections", SourceQuery.texts(scope.collections()))
        .query(Boolean.class)
        .single();
  }
}
