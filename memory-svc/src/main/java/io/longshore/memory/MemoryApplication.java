package io.longshore.memory;

import io.longshore.contracts.Rooms;
import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.document.ForgetTenant;
import io.longshore.contracts.document.Holdings;
import io.longshore.contracts.document.HoldingsRequest;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.contracts.question.Question;
import io.longshore.memory.turn.TurnRepository;
import io.longshore.runtime.Room;
import io.longshore.runtime.request.RequestHandler;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** {@code questions.received} to {@code questions.recalled}; remembers, and forgets again. */
@SpringBootApplication
public class MemoryApplication {

  public static void main(String[] args) {
    Room.start(MemoryApplication.class, "memory-svc", args);
  }

  @Bean
  TurnRepository turnRepository(TenantTransaction transactions) {
    return new TurnRepository(transactions);
  }

  @Bean
  MemoryStream memoryStream(TurnRepository turns, Sender sender) {
    return new MemoryStream(turns, sender, Clock.systemUTC());
  }

  /** What this room holds of a document: answers that cite it. */
  @Bean
  RequestHandler<HoldingsRequest, Holdings> holdings(TurnRepository turns) {
    return new RequestHandler<>(
        HoldingsRequest.KIND,
        HoldingsRequest.class,
        (principal, asked) ->
            new Holdings(Rooms.MEMORY, turns.holdings(principal, asked.document())));
  }

  @Bean
  RequestHandler<ForgetTenant, Holdings> forgetTenant(TurnRepository turns) {
    return new RequestHandler<>(
        ForgetTenant.KIND,
        ForgetTenant.class,
        (principal, _) -> {
          turns.forget(principal);
          return new Holdings(Rooms.MEMORY, Map.of());
        });
  }

  @Bean
  Consumer<Question> recall(MemoryStream stream) {
    return stream::recall;
  }

  @Bean
  Consumer<AnswerEvent> remember(MemoryStream stream) {
    return stream::remember;
  }

  @Bean
  Consumer<SectionsSubmitted> forget(MemoryStream stream) {
    return stream::forget;
  }
}
