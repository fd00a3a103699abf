package io.longshore.embedder.embedding;

import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.OtherEncoders;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmbeddingProperties.class)
class EmbeddingConfiguration {
  @Bean
  TextEmbedder textEmbedder(Encoder encoder, OtherEncoders others, EmbeddingProperties properties) {
    return new TextEmbedder(encoder, others::named, properties.within(), Clock.systemUTC());
  }
}
