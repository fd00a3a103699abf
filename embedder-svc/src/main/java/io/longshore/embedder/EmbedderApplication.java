package io.longshore.embedder;

import io.longshore.contracts.Rooms;
import io.longshore.contracts.document.Holdings;
import io.longshore.contracts.document.HoldingsRequest;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.contracts.embedding.Embedded;
import io.longshore.contracts.embedding.EmbeddingRequest;
import io.longshore.contracts.generation.CollectionGenerations;
import io.longshore.contracts.generation.GenerationsRequest;
import io.longshore.contracts.question.Question;
import io.longshore.embedder.embedding.TextEmbedder;
import io.longshore.embedder.generations.GenerationDesk;
import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.index.HoldingRepository;
import io.longshore.embedder.index.IndexStream;
import io.longshore.embedder.retrieval.RetrievalStream;
import io.longshore.runtime.Room;
import io.longshore.runtime.request.RequestHandler;
import io.longshore.runtime.tenant.TenantTransaction;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** What the embedder reads: items of documents, questions, and what it is asked for beside them. */
@SpringBootApplication(proxyBeanMethods = false)
public class EmbedderApplication {
  public static void main(String... args) {
    Room.start(EmbedderApplication.class, "embedder-svc", args);
  }

  @Bean
  Consumer<SectionsSubmitted> index(IndexStream stream) {
    return stream::accept;
  }

  @Bean
  Consumer<Question> retrieve(RetrievalStream stream) {
    return stream::accept;
  }

  /** What this room holds of a document. */
  @Bean
  RequestHandler<HoldingsRequest, Holdings> holdings(TenantTransaction transactions) {
    var holdings = new HoldingRepository(transactions);
    return new RequestHandler<>(
        HoldingsRequest.KIND,
        HoldingsRequest.class,
        (principal, asked) ->
            new Holdings(Rooms.EMBEDDER, holdings.of(principal, asked.document())));
  }

  /** The generations of a collection. */
  @Bean
  RequestHandler<GenerationsRequest, CollectionGenerations> collectionGenerations(
      TenantTransaction transactions, Generations generations, Lineups lineups) {
    var desk = new GenerationDesk(transactions, generations, lineups);
    return new RequestHandler<>(GenerationsRequest.KIND, GenerationsRequest.class, desk::reply);
  }

  /** Vectors of texts that belong to no document. */
  @Bean
  RequestHandler<EmbeddingRequest, Embedded> embed(TextEmbedder embedder) {
    return new RequestHandler<>(
        EmbeddingRequest.KIND,
        EmbeddingRequest.class,
        (principal, asked, deadline) -> embedder.embed(asked, deadline));
  }
}
