package io.longshore.gateway.dispatch;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.DocumentId;
import io.longshore.contracts.Limits;
import io.longshore.contracts.question.Condition;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.RetrievalSettings;
import io.longshore.gateway.library.Names;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know.
 *
 * @param collection name of the collection to look in
 * @param documents only these when not empty; at most {@value #DOCUMENTS_MAX}
 * @param filter only documents that fulfil all of these
 * @param conversation that it goes on; null for a new one
 * @param settings in the place of those of the collection; null leaves these
 */
public record Ask(
    String text,
    @Nullable String collection,
    List<DocumentId> documents,
    List<Condition> filter,
    @Nullable ConversationId conversation,
    Options options,
    @Nullable RetrievalSettings settings) {
  static final int DOCUMENTS_MAX = 100;

  /** Checks and cleans what a client said. */
  public Ask {
    text = Names.storable(text);
    if (text.isBlank()) {
      throw DispatchProblem.badRequest("question-empty", "The question has no words.");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > Limits.QUESTION_BYTES) {
      throw DispatchProblem.tooLong();
    }
    documents = List.copyOf(documents);
    filter = List.copyOf(filter);
    if (documents.size() > DOCUMENTS_MAX) {
      throw DispatchProblem.badRequest(
          "too-many-documents", "Name at most %d documents.".formatted(DOCUMENTS_MAX));
    }
  }
}
