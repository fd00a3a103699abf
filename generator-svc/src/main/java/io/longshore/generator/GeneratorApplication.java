package io.longshore.generator;

import io.longshore.contracts.Rooms;
import io.longshore.contracts.document.Holdings;
import io.longshore.contracts.document.HoldingsRequest;
import io.longshore.contracts.question.Question;
import io.longshore.generator.abstention.Abstention;
import io.longshore.generator.citation.QuoteVerifier;
import io.longshore.generator.drafting.Drafting;
import io.longshore.generator.drafting.DraftingProperties;
import io.longshore.generator.extraction.ExtractionProperties;
import io.longshore.generator.extraction.Extractor;
import io.longshore.generator.task.ContentRepository;
import io.longshore.generator.task.Tasks;
import io.longshore.inference.generation.TextGenerator;
import io.longshore.runtime.Room;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.request.RequestHandler;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tenant.TenantTransaction;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** {@code questions.ranked} to {@code answers}. */
@SpringBootApplication
@EnableConfigurationProperties({ExtractionProperties.class, DraftingProperties.class})
public class GeneratorApplication {

  public static void main(String[] args) {
    Room.start(GeneratorApplication.class, "generator-svc", args);
  }

  @Bean
  AnswerWriter answerWriter(
      ExtractionProperties extraction,
      DraftingProperties drafting,
      TextGenerator generator,
      BlobStore blobs,
      AnswerMeters meters) {
    var extractor = new Extractor(extraction);
    return new AnswerWriter(
        new Abstention(),
        extractor,
        new QuoteVerifier(blobs),
        new Drafting(generator, drafting, extractor, Clock.systemUTC()),
        meters);
  }

  @Bean
  AnswerMeters answerMeters(MeterRegistry meters) {
    return new AnswerMeters(meters);
  }

  @Bean
  Answering answering(
      AnswerWriter writer, Sender sender, Json json, Tracer tracer, AnswerMeters meters) {
    return new Answering(writer, sender, json, new Traces(tracer), meters, Clock.systemUTC());
  }

  @Bean
  Consumer<Question> generate(Tasks tasks, Answering answering) {
    return new GenerateStream(tasks, answering)::generate;
  }

  /** What this room holds of a document: passages in tasks that have not ended. */
  @Bean
  RequestHandler<HoldingsRequest, Holdings> holdings(TenantTransaction transactions) {
    var contents = new ContentRepository(transactions);
    return new RequestHandler<>(
        HoldingsRequest.KIND,
        HoldingsRequest.class,
        (principal, asked) ->
            new Holdings(
                Rooms.GENERATOR,
                Map.of("tasks", contents.holding(principal.tenant(), asked.document()))));
  }
}
