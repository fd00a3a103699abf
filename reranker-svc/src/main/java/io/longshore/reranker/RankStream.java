package io.longshore.reranker;

import io.longshore.contracts.Limits;
import io.longshore.contracts.Rooms;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.answer.Explanation;
import io.longshore.contracts.answer.Finished;
import io.longshore.contracts.question.Evidence;
import io.longshore.contracts.question.Options;
import io.longshore.contracts.question.Passage;
import io.longshore.contracts.question.Question;
import io.longshore.contracts.question.Ranked;
import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelRefused;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.reranker.evidence.Ranking;
import io.longshore.reranker.evidence.RankingProperties;
import io.longshore.reranker.scoring.PassageScorer;
import io.longshore.reranker.scoring.Scores;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.timing.Timings;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ranks what was retrieved and passes it on; a search ends here. */
final class RankStream {
  private static final Logger log = LoggerFactory.getLogger(RankStream.class);

  private final PassageScorer scorer;
  private final Ranking ranking;
  private final RankingProperties properties;
  private final Sender sender;
  private final Clock clock;

  RankStream(
      PassageScorer scorer,
      Ranking ranking,
      RankingProperties properties,
      Sender sender,
      Clock clock) {
    this.scorer = scorer;
    this.ranking = ranking;
    this.properties = properties;
    this.sender = sender;
    this.clock = clock;
  }

  void rank(Question question) {
    if (question.isOverdue(clock.instant())) {
      answer(
          question,
          AnswerEvent.failed(
              question,
              AnswerEvent.FIRST_ATTEMPT,
              "deadline",
              "The answer was not ready in time. Ask again."));
      return;
    }
    Question ranked = ranked(question, Timings.start(Rooms.RERANKER));
    if (question.options().goal() == Options.Goal.SEARCH) {
      finish(ranked);
    } else {
      sender.send(Topics.QUESTIONS_RANKED, question.key(), ranked);
    }
  }

  private Question ranked(Question question, Timings timings) {
    List<Passage> passages =
        question.retrieved() == null ? List.of() : question.retrieved().passages();
    List<Passage> best = passages.subList(0, Math.min(properties.rescored(), passages.size()));
    Question seen = question;
    Scores scores = Scores.NONE;
    try {
      var bound = Bound.halfUntil(question.deadline(), clock.instant(), properties.modelWithin());
      if (!question.options().unranked()) {
        scores = timings.model(() -> scorer.score(question.standalone(), best, bound));
      }
    } catch (ModelUnavailable e) {
      seen = degraded(question, ModelUnavailable.CODE, e);
    } catch (ModelRefused e) {
      seen = degraded(question, ModelRefused.CODE, e);
    }
    if (scores.questionTruncated()) {
      seen = seen.withDegraded(Rooms.RERANKER + ":question-truncated");
    }
    if (question.options().findsDocuments()) {
      var documents = new Ranked(ranking.documents(scores, passages));
      return seen.withRanked(documents).withTimings(timings.millis());
    }
    List<Evidence> evidence = ranking.order(scores.passages(), passages);
    boolean search = question.options().goal() == Options.Goal.SEARCH;
    int most = search ? question.options().k() : Limits.RANKED_PASSAGES;
    return seen.withRanked(new Ranked(evidence.subList(0, Math.min(most, evidence.size()))))
        .withTimings(timings.millis());
  }

  private static Question degraded(Question question, String code, RuntimeException cause) {
    log.atWarn()
        .addKeyValue("questionId", question.id())
        .log("Ranked in the order of retrieval, {}: {}", code, cause.getMessage());
    return question.withDegraded(Rooms.RERANKER + ":" + code);
  }

  private void finish(Question ranked) {
    List<Evidence> evidence = ranked.ranked() == null ? List.of() : ranked.ranked().evidence();
    var finished =
        new Finished(
            "",
            false,
            List.of(),
            ranked.timings(),
            ranked.skipped(),
            ranked.degraded(),
            Explanation.of(ranked, List.of()));
    answer(
        ranked,
        AnswerEvent.evidence(ranked.id(), ranked.principal(), AnswerEvent.FIRST_ATTEMPT, evidence));
    answer(
        ranked,
        AnswerEvent.finished(ranked.id(), ranked.principal(), AnswerEvent.FIRST_ATTEMPT, finished));
    log.atInfo().addKeyValue("questionId", ranked.id()).log("Search finished");
  }

  private void answer(Question question, AnswerEvent event) {
    sender.send(Topics.ANSWERS, question.id().toString(), event);
  }
}
