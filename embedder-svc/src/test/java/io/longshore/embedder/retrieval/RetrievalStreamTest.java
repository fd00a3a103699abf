package io.longshore.embedder.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.contracts.CollectionId;
import io.longshore.contracts.Principal;
import io.longshore.contracts.Topics;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.question.Question;
import io.longshore.embedder.EmbedderTest;
import io.longshore.embedder.SentRecords;
import io.longshore.embedder.WordEncoder;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.lexical.LexicalIndex;
import io.longshore.embedder.vectors.DenseIndex;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;

@EmbedderTest
class RetrievalStreamTest {
  @Autowired Retriever retriever;
  @Autowired WordEncoder encoder;
  @Autowired Generations generations;
  @Autowired Lineups lineups;
  @Autowired LexicalIndex lexical;
  @Autowired DenseIndex dense;
  @Autowired RetrievalProperties properties;

  private final SentRecords sent = new SentRecords();
  private final Question question =
      Asker.question(
          new Principal(91, "local", List.of()), CollectionId.random(), List.of(), "Where is it?");

  @Test
  void aQuestionOverNothingGoesOnWithoutPassages() {
    new RetrievalStream(retriever, sent, question -> {}, Clock.systemUTC()).accept(question);
    Question retrieved = sent.on(Topics.QUESTIONS_RETRIEVED, Question.class).getFirst();
    assertThat(Objects.requireNonNull(retrieved.retrieved()).passages()).isEmpty();
    assertThat(retrieved.timings()).containsKeys("embedder", "embedder.model", "embedder.sql");
  }

  @Test
  void aQuestionWhoseDeadlineHasPassedIsAnswered() {
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5));
    new RetrievalStream(retriever, sent, question -> {}, late).accept(question);
    assertThat(failure()).isEqualTo("deadline");
  }

  @Test
  void withoutTheDatabaseTheQuestionFailsByName() {
    var cut =
        new Retriever(
            new NoDatabase(),
            encoder,
            generations,
            lineups,
            lexical,
            new DenseLeg(dense, properties),
            properties,
            Clock.systemUTC());
    new RetrievalStream(cut, sent, question -> {}, Clock.systemUTC()).accept(question);
    assertThat(failure()).isEqualTo("retrieval-unavailable");
  }

  private String failure() {
    assertThat(sent.topics()).containsExactly(Topics.ANSWERS);
    AnswerEvent event = sent.on(Topics.ANSWERS, AnswerEvent.class).getFirst();
    assertThat(event.question()).isEqualTo(question.id());
    return Objects.requireNonNull(event.failed()).code();
  }

  private static final class NoDatabase implements TenantTransaction {
    @Override
    public <T> T call(int tenant, Function<JdbcClient, T> work) {
      throw new CannotGetJdbcConnectionException("gone");
    }

    @Override
    public <T> T read(int tenant, Function<JdbcClient, T> work) {
      throw new CannotGetJdbcConnectionException("gone");
    }

    @Override
    public <T> T system(Function<JdbcClient, T> work) {
      throw new CannotGetJdbcConnectionException("gone");
    }
  }
}
