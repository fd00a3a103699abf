package io.longshore.gateway.library;

import io.longshore.contracts.DocumentId;
import io.longshore.contracts.QuestionId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of {@code answer_source}: which documents an answer quotes. */
@Component
final class AnswerSourceRepository {
  void keep(JdbcClient jdbc, QuestionId answer, Stream<DocumentId> documents) {
    documents.forEach(document ->
        jdbc.sql(
                """
                insert into answer_source (document, answer) values (:document, :answer)
                on conflict do nothing
                """)
            .param("document", document.value())
            .param("answer", answer.value())
            .update());
  }

  /** Those of an answer that were deleted while its question was on its way. */
  List<DocumentId> deleted(JdbcClient jdbc, QuestionId answer) {
    return jdbc
        .sql(
            """
            select s.document from answer_source s
            join document d on d.tenant = s.tenant and d.id = s.document
            where s.answer = :id and d.deleted_at is not null
            """)
        .param("id", answer.value())
        .query(UUID.class)
        .list()
        .stream()
        .map(DocumentId::new)
        .toList();
  }

  /**
   * Forgets who quotes a document.
   *
   * @return these answers
   */
  List<QuestionId> remove(JdbcClient jdbc, DocumentId document) {
    return jdbc
        .sql("delete from answer_source where document = :document returning answer")
        .param("document", document.value())
        .query(UUID.class)
        .list()
        .stream()
        .map(QuestionId::new)
        .toList();
  }
}
