package io.longshore.reranker;

import io.longshore.contracts.question.Question;
import io.longshore.inference.encoder.Encoder;
import io.longshore.reranker.evidence.Ranking;
import io.longshore.reranker.evidence.RankingProperties;
import io.longshore.reranker.scoring.PassageScorer;
import io.longshore.runtime.Room;
import io.longshore.runtime.stream.Sender;
import java.time.Clock;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** {@code questions.retrieved} to {@code questions.ranked}; a search to {@code answers}. */
@SpringBootApplication
@EnableConfigurationProperties(RankingProperties.class)
public class RerankerApplication {

  public static void main(String[] args) {
    Room.start(RerankerApplication.class, "reranker-svc", args);
  }

  @Bean
  Consumer<Question> rank(Encoder encoder, RankingProperties properties, Sender sender) {
    var stream =
        new RankStream(
            new PassageScorer(encoder),
            new Ranking(properties),
            properties,
            sender,
            Clock.systemUTC());
    return stream::rank;
  }
}
