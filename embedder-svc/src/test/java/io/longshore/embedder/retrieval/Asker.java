package io.longshore.embedder.retrieval;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Options.Legs;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Retrieved;
import io.longshore.contracts.question.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Asks the retriever without a stream. */
@Component
public class Asker {
  private final Retriever retriever;

  Asker(Retriever retriever) {
    this.retriever = retriever;
  }

  public Question ask(Principal principal, CollectionId collection, String question) {
    return retriever.find(question(principal, collection, List.of(), question));
  }

  public Question ask(
      Principal principal, CollectionId collection, List<DocumentId> documents, String question) {
    return retriever.find(question(principal, collection, documents, question));
  }

  public Question ask(Principal principal, CollectionId collection, Legs legs, String question) {
    var options = new Options(Options.Goal.SEARCH, 10, Options.Draft.AUTO, 0, false, false, legs);
    return retriever.find(question(principal, collection, List.of(), question, options));
  }

  public Question ask(Principal principal, Scope scope, Legs legs, String question) {
    return retriever.find(question(principal, scope, legs, question));
  }

  static Question question(Principal principal, Scope scope, Legs legs, String text) {
    var options = new Options(Options.Goal.SEARCH, 10, Options.Draft.AUTO, 0, false, false, legs);
    return question(principal, scope, text, options);
  }

  public Question documents(Principal principal, Scope scope, Legs legs, int k, String question) {
    var options =
        new Options(
            Options.Goal.SEARCH,
            k,
            Options.Draft.AUTO,
            0,
            false,
            false,
            legs,
            Options.GroupBy.DOCUMENT);
    return retriever.find(question(principal, scope, question, options));
  }

  /** What the embedder has filled in. */
  public static Retrieved retrieved(Question question) {
    return Objects.requireNonNull(question.retrieved());
  }

  public static Question question(
      Principal principal, CollectionId collection, List<DocumentId> documents, String text) {
    return question(principal, collection, documents, text, new Options(Options.Goal.SEARCH, 10));
  }

  private static Question question(
      Principal principal,
      CollectionId collection,
      List<DocumentId> documents,
      String text,
      Options options) {
    return question(principal, new Scope(List.of(collection), documents), text, options);
  }

  private static Question question(Principal principal, Scope scope, String text, Options options) {
    return new Question(
        QuestionId.random(),
        principal,
        null,
        text,
        List.of(),
        scope,
        options,
        Instant.now().plusSeconds(30),
        null,
        null,
        null,
        List.of(),
        List.of(),
        Map.of(),
        null);
  }
}
