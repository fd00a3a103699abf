package io.longshore.inference.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.inference.TinyTokenizer;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.EncoderLimits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class InferenceAutoConfigurationTest {
  @TempDir Path repository;

  @Test
  void withoutAModelServerTheServiceStartsAndItsHealthSaysDegradedAndHowTheGuardsStand()
      throws IOException {
    TinyTokenizer.write(repository);
    runner()
        .withPropertyValues(
            "longshore.models.address=127.0.0.1:1", "longshore.models.repository=" + repository)
        .run(context -> {
          assertThat(context.getBean(Encoder.class).countTokens("the")).isEqualTo(1);
          assertThat(context.getBean(HealthIndicator.class).health())
              .matches(health -> health.getStatus().equals(new Status("DEGRADED")))
              .extracting(Health::getDetails)
              .isEqualTo(Map.of("model-questions", "CLOSED", "model-ingestion", "CLOSED"));
          var meters = new SimpleMeterRegistry();
          context.getBean(MeterBinder.class).bindTo(meters);
          assertThat(
                  meters
                      .get("resilience4j.circuitbreaker.state")
                      .tags("name", "model-questions", "state", "closed")
                      .gauge()
                      .value())
              .isEqualTo(1);
          assertThat(
                  meters
                      .get("resilience4j.bulkhead.available.concurrent.calls")
                      .tag("name", "model-ingestion")
                      .gauge()
                      .value())
              .isEqualTo(8);
        });
  }

  @Test
  void theDefaultsAreTheEncodersOwn() throws IOException {
    TinyTokenizer.write(repository);
    runner()
        .withPropertyValues("longshore.models.repository=" + repository)
        .run(context ->
            assertThat(context.getBean(InferenceProperties.class).limits())
                .isEqualTo(EncoderLimits.DEFAULT));
  }

  @Test
  void aSettingOutOfBoundsKeepsTheServiceFromStarting() throws IOException {
    TinyTokenizer.write(repository);
    runner()
        .withPropertyValues(
            "longshore.models.repository=" + repository, "longshore.models.question-attempts=50")
        .run(context ->
            assertThat(context)
                .hasFailed()
                .getFailure()
                .rootCause()
                .hasMessageContaining("question-attempts is 1 to 5"));
  }

  private static ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                InferenceAutoConfiguration.class,
                InferenceHealthAutoConfiguration.class,
                InferenceMetricsAutoConfiguration.class));
  }
}
