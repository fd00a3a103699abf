package io.longshore.gateway.library;

import io.longshore.contracts.ConversationId;
import io.longshore.contracts.Limits;
import io.longshore.contracts.Principal;
import io.longshore.contracts.QuestionId;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.question.Turn;
import io.longshore.runtime.tenant.TenantTransaction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What was asked, and what became of it. Where a principal asks it is what that one asked; where a
 * tenant is given the house itself does, which ends the answers of everybody.
 */
@Service
public final class Answers {
  /** Answers that a conversation shows. */
  private static final int ANSWERS_MAX = 500;

  /**
   * Turns that are looked at for the history of a question; {@link Limits#HISTORY_BYTES} go with
   * it.
   */
  private static final int TURNS_MAX = 20;

  private static final int TITLE_CODE_POINTS = 80;

  private final TenantTransaction transactions;
  private final AnswerRepository answers;
  private final ConversationRepository conversations;
  private final Clock clock;

  Answers(
      TenantTransaction transactions,
      AnswerRepository answers,
      ConversationRepository conversations,
      Clock clock) {
    this.transactions = transactions;
    this.answers = answers;
    this.conversations = conversations;
    this.clock = clock;
  }

  /**
   * The conversation that a question belongs to; a new one when it names none.
   *
   * @throws LibraryProblem when it is none of the principal's
   */
  public ConversationId conversation(
      Principal principal, @Nullable ConversationId known, String question) {
    return transactions.call(
        principal,
        jdbc -> {
          if (known == null) {
            var made = ConversationId.random();
            conversations.insert(jdbc, principal, made, title(question), clock.instant());
            return made;
          }
          if (!conversations.touch(jdbc, principal, known, clock.instant())) {
            throw LibraryProblem.noConversation(known);
          }
          return known;
        });
  }

  /**
   * The latest turns of a conversation that fit into {@link Limits#HISTORY_BYTES}, oldest first.
   */
  public List<Turn> history(Principal principal, ConversationId conversation) {
    var turns =
        transactions.call(
            principal, jdbc -> answers.turns(jdbc, principal, conversation, TURNS_MAX));
    var fitting = new ArrayDeque<Turn>();
    int bytes = 0;
    for (var turn : turns) {
      bytes += utf8Length(turn.question()) + utf8Length(turn.answer());
      if (bytes > Limits.HISTORY_BYTES) {
        break;
      }
      fitting.addFirst(turn);
    }
    return List.copyOf(fitting);
  }

  /** Keeps a question that is about to be sent. */
  public void begin(Principal principal, Answer answer) {
    transactions.run(principal, jdbc -> answers.insert(jdbc, answer));
  }

  /**
   * Keeps how a question ended; the first one wins. Every gateway may try.
   *
   * @param events as they were accepted, the last one included
   * @return as it is kept; empty for a question that has no row, such as a search
   */
  public Optional<Answer> end(
      int tenant, QuestionId id, List<AnswerEvent> events, Map<String, Long> timings) {
    return transactions.call(
        tenant,
        jdbc -> {
          answers
              .find(jdbc, id)
              .filter(answer -> answer.status() == Answer.Status.RUNNING)
              .ifPresent(answer ->
                  answers.end(
                      jdbc, answer.ended(events.getLast(), timings), events, clock.instant()));
          return answers.find(jdbc, id);
        });
  }

  /** Whoever asked it. */
  public Optional<Answer> find(int tenant, QuestionId id) {
    return transactions.read(tenant, jdbc -> answers.find(jdbc, id));
  }

  /**
   * @throws LibraryProblem when it is none of the principal's
   */
  public Answer get(Principal principal, QuestionId id) {
    return transactions
        .read(principal, jdbc -> answers.find(jdbc, principal, id))
        .orElseThrow(() -> LibraryProblem.noAnswer(id));
  }

  /** What was heard of an answer that has ended, in the order of the topic. */
  public List<AnswerEvent> events(Principal principal, QuestionId id) {
    return transactions.read(
        principal,
        jdbc ->
            answers.find(jdbc, principal, id).isPresent() ? answers.events(jdbc, id) : List.of());
  }

  /**
   * Tenants with answers that still run although they should have ended, or nobody has read them.
   *
   * @param deadline before which they should have ended
   * @param read before which somebody read them last
   */
  public List<Integer> withLeftAnswers(Instant deadline, Instant read) {
    return transactions.system(jdbc -> AnswerRepository.tenantsLeft(jdbc, deadline, read));
  }

  /** Answers of a tenant that still run although they should have ended before that time. */
  public List<Answer> overdue(int tenant, Instant before, int limit) {
    return transactions.read(tenant, jdbc -> answers.overdue(jdbc, before, limit));
  }

  /** Somebody reads these answers, here. */
  public void reading(int tenant, List<QuestionId> ids) {
    transactions.run(tenant, jdbc -> answers.reading(jdbc, ids, clock.instant()));
  }

  /** Answers of a tenant that still run although nobody has read them since that time. */
  public List<Answer> abandoned(int tenant, Instant before, int limit) {
    return transactions.read(tenant, jdbc -> answers.abandoned(jdbc, before, limit));
  }

  /** It was said that nobody waits for it any more. */
  public void cancelled(int tenant, QuestionId id) {
    transactions.run(tenant, jdbc -> answers.cancelled(jdbc, id, clock.instant()));
  }

  /** Last used first. */
  public Page<Conversation> conversations(
      Principal principal, @Nullable ConversationId after, int limit) {
    return transactions.read(
        principal,
        jdbc ->
            Page.of(
                conversations.list(jdbc, principal, after, limit + 1),
                limit,
                talk -> talk.id().toString()));
  }

  /**
   * @throws LibraryProblem when it is none of the principal's
   */
  public Conversation conversation(Principal principal, ConversationId id) {
    return transactions
        .read(principal, jdbc -> conversations.find(jdbc, principal, id))
        .orElseThrow(() -> LibraryProblem.noConversation(id));
  }

  /** Oldest first. */
  public List<Answer> ofConversation(Principal principal, ConversationId id) {
    return transactions.read(
        principal, jdbc -> answers.ofConversation(jdbc, principal, id, ANSWERS_MAX));
  }

  private static String title(String question) {
    String line = question.strip().replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= TITLE_CODE_POINTS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, TITLE_CODE_POINTS - 1)) + "…";
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
