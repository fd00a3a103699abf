package io.longshore.runtime.stream;

import io.longshore.runtime.RoomName;
import io.longshore.runtime.json.Json;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.cloud.stream.binder.kafka.ListenerContainerWithDlqAndRetryCustomizer;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.RecordInterceptor;

/** Records in by stream functions, out by {@link Sender}. */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@EnableConfigurationProperties(StreamProperties.class)
class StreamAutoConfiguration {
  @Bean
  RoomName roomName(@Value("${spring.application.name:longshore}") String application) {
    return RoomName.of(application);
  }

  @Bean
  @ConditionalOnMissingBean
  Sender sender(
      KafkaTemplate<String, byte[]> kafka, Json json, StreamProperties properties, RoomName room) {
    String source = "/longshore/" + room.value();
    return new KafkaSender(kafka, json, source, properties.acknowledged(), Clock.systemUTC());
  }

  @Bean
  RecordConverter recordConverter(Json json) {
    return new RecordConverter(json);
  }

  @Bean
  ListenerContainerWithDlqAndRetryCustomizer listeners(
      StreamProperties properties,
      KafkaTemplate<String, byte[]> kafka,
      MeterRegistry meters,
      ObjectProvider<RecordInterceptor<Object, Object>> interceptors) {
    var parking = new Parking(kafka, meters, properties.acknowledged(), Clock.systemUTC());
    return new Listeners(properties, parking, interceptors.orderedStream().toList());
  }

  @Bean
  static BeanPostProcessor groupPerBinding() {
    return new GroupPerBinding();
  }

  /** A test binder has no groups to join. */
  @Bean
  @ConditionalOnProperty(name = "spring.cloud.stream.default-binder", havingValue = "kafka")
  Assignments assignments() {
    return new Assignments();
  }

  @Bean
  HealthIndicator bindingsHealthIndicator(
      BindingServiceProperties properties,
      BindingsLifecycleController bindings,
      Optional<Assignments> assignments) {
    return new BindingsHealth(
        properties, bindings, name -> assignments.map(a -> a.contains(name)).orElse(true));
  }
}
