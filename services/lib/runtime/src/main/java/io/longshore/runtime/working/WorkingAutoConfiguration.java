package io.longshore.runtime.working;

import io.longshore.runtime.RoomName;
import io.longshore.runtime.stream.Sender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.binder.kafka.config.ClientFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.RecordInterceptor;

/** Signs of life and first copies, on every stream input that reads questions. */
@AutoConfiguration
@EnableConfigurationProperties(WorkingProperties.class)
class WorkingAutoConfiguration {
  @Bean
  SignsOfLife signsOfLife(
      RoomName room, Sender sender, WorkingProperties properties, MeterRegistry meters) {
    var signs = new SignsOfLife(room.value(), sender, properties.every(), Clock.systemUTC());
    meters.gauge("longshore.working.questions", signs, SignsOfLife::size);
    return signs;
  }

  @Bean
  RecordInterceptor<Object, Object> firstCopies(
      SignsOfLife signs, WorkingProperties properties, MeterRegistry meters) {
    return new FirstCopies(signs, properties.remembered(), meters);
  }

  /** The binder's consumers; those without a group are nobody's hands. */
  @Bean
  ClientFactoryCustomizer polledQuestions(SignsOfLife signs) {
    return new ClientFactoryCustomizer() {
      @Override
      @SuppressWarnings("unchecked")
      public void configure(ConsumerFactory<?, ?> consumers) {
        ((ConsumerFactory<Object, Object>) consumers).addPostProcessor(new PolledQuestions(signs));
      }
    };
  }
}
