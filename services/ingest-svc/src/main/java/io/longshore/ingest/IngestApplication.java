package io.longshore.ingest;

import io.longshore.contracts.document.DocumentSubmitted;
import io.longshore.ingest.parser.Parser;
import io.longshore.ingest.parser.ParserProperties;
import io.longshore.ingest.scratch.Scratch;
import io.longshore.ingest.submission.IngestProperties;
import io.longshore.ingest.submission.Submissions;
import io.longshore.runtime.Room;
import io.longshore.runtime.blob.BlobStore;
import io.longshore.runtime.json.Json;
import io.longshore.runtime.stream.Sender;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * {@code documents.submitted} to {@code documents.parsed}, {@code sections.submitted}, {@code
 * progress}.
 */
@SpringBootApplication
@EnableConfigurationProperties({IngestProperties.class, ParserProperties.class})
public class IngestApplication {

  public static void main(String[] args) {
    Room.start(IngestApplication.class, "ingest-svc", args);
  }

  @Bean
  Scratch scratch() {
    return Scratch.make();
  }

  @Bean
  Parser parser(ParserProperties properties, MeterRegistry meters, Scratch scratch) {
    return new Parser(properties, meters, scratch.folder("parser"));
  }

  @Bean
  Submissions submissions(
      BlobStore blobs,
      Sender sender,
      Json json,
      Parser parser,
      Scratch scratch,
      IngestProperties properties) {
    return new Submissions(blobs, sender, json, parser, scratch, properties);
  }

  @Bean
  Consumer<DocumentSubmitted> ingest(Submissions submissions) {
    return submissions::accept;
  }
}
