package io.longshore.generator;

import io.longshore.contracts.question.Question;
import io.longshore.generator.abstention.Abstention;
import io.longshore.generator.citation.QuoteVerifier;
import io.longshore.generator.extraction.ExtractionProperties;
import io.longshore.generator.extraction.Extractor;
import io.longshore.generator.task.TaskRepository;
import io.longshore.runtime.Room;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** {@code questions.ranked} to {@code answers}. */
@SpringBootApplication
@EnableConfigurationProperties(ExtractionProperties.class)
public class GeneratorApplication {

  public static void main(String[] args) {
    Room.start(GeneratorApplication.class, "generator-svc", args);
  }

  @Bean
  AnswerWriter answerWriter(ExtractionProperties properties, BlobStore blobs) {
    return new AnswerWriter(new Abstention(), new Extractor(properties), new QuoteVerifier(blobs));
  }

  @Bean
  Consumer<Question> generate(AnswerWriter writer, TenantTransaction transactions, Sender sender) {
    var stream =
        new GenerateStream(writer, new TaskRepository(transactions), sender, Clock.systemUTC());
    return stream::generate;
  }
}
