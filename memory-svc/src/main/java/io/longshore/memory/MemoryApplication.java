package io.longshore.memory;

import io.longshore.contracts.answer.AnswerEvent;
import io.longshore.contracts.document.SectionsSubmitted;
import io.longshore.contracts.question.Question;
import io.longshore.memory.turn.TurnRepository;
import io.longshore.runtime.Room;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tenant.TenantTransaction;
import java.time.Clock;
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
  MemoryStream memoryStream(TenantTransaction transactions, Sender sender) {
    return new MemoryStream(new TurnRepository(transactions), sender, Clock.systemUTC());
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
