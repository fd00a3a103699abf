package io.longshore.embedder.retrieval;

import io.longshore.embedder.generations.Generations;
import io.longshore.embedder.generations.Lineups;
import io.longshore.embedder.lexical.LexicalIndex;
import io.longshore.embedder.lexical.LexicalProperties;
import io.longshore.embedder.vectors.DenseIndex;
import io.longshore.embedder.vectors.VectorProperties;
import io.longshore.inference.encoder.Encoder;
import io.longshore.runtime.stream.Sender;
import io.longshore.runtime.tenant.TenantTransaction;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  LexicalProperties.class,
  VectorProperties.class,
  RetrievalProperties.class,
  ShadowProperties.class
})
class RetrievalConfiguration {
  @Bean
  LexicalIndex lexicalIndex(LexicalProperties properties) {
    return new LexicalIndex(properties);
  }

  @Bean
  DenseIndex denseIndex(VectorProperties properties, MeterRegistry meters) {
    return new DenseIndex(properties, meters);
  }

  @Bean
  Retriever retriever(
      TenantTransaction transaction,
      Encoder encoder,
      Generations generations,
      Lineups lineups,
      LexicalIndex lexical,
      DenseIndex dense,
      RetrievalProperties properties) {
    return new Retriever(
        transaction,
        encoder,
        generations,
        lineups,
        lexical,
        new DenseLeg(dense, properties),
        properties,
        Clock.systemUTC());
  }

  @Bean
  Shadow shadow(
      TenantTransaction transaction,
      Lineups lineups,
      Retriever retriever,
      ShadowProperties properties,
      MeterRegistry meters) {
    return new Shadow(transaction, lineups, retriever, properties, meters, Clock.systemUTC());
  }

  @Bean
  RetrievalStream retrievalStream(Retriever retriever, Sender sender, Shadow shadow) {
    return new RetrievalStream(retriever, sender, shadow::offer, Clock.systemUTC());
  }
}
