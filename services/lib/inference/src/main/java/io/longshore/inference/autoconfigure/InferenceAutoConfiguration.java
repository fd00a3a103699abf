package io.longshore.inference.autoconfigure;

import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.OtherEncoders;
import io.longshore.inference.encoder.TritonEncoder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Makes the {@link Encoder} and the way to others. A model server that is down keeps no service
 * from starting: calls fail by name. A service that only writes has none ({@code
 * longshore.models.encoder=false}).
 */
@AutoConfiguration
@ConditionalOnProperty(value = "longshore.models.encoder", matchIfMissing = true)
@EnableConfigurationProperties(InferenceProperties.class)
class InferenceAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(Encoder.class)
  TritonEncoder encoder(InferenceProperties properties) {
    return new TritonEncoder(properties.address(), properties.repository(), properties.limits());
  }

  @Bean
  @ConditionalOnMissingBean
  OtherEncoders otherEncoders(InferenceProperties properties) {
    return new OtherEncoders(properties.address(), properties.repository(), properties.limits());
  }
}
