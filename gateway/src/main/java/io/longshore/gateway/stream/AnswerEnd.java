package io.longshore.gateway.stream;

import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.gateway.library.Answer;
import io.longshore.gateway.library.Answers;
import io.longshore.gateway.usage.Usage;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps how answers ended, and what they took: both or neither. */
@Component
public final class AnswerEnd {
  private final TenantTransaction transactions;
  private final Answers answers;
  private final Usage usage;

  AnswerEnd(TenantTransaction transactions, Answers answers, Usage usage) {
    this.transactions = transactions;
    this.answers = answers;
    this.usage = usage;
  }

  /**
   * @param events as they were accepted, the last one included
   * @return as it is kept; empty for a question that has no row, such as a search
   */
  public Optional<Answer> keep(
      int tenant, QuestionId id, List<AnswerEvent> events, Map<String, Long> timings) {
    return transactions.call(
        tenant,
        jdbc -> {
          var kept = answers.end(tenant, id, events, timings);
          usage.answered(tenant, id, events.getLast().tokens());
          return kept;
        });
  }
}
