package io.longshore.inference.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.inference.TinyTokenizer;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.encoder.EncoderLimits;
import java.io.IOException;
import java.nio.file.Path;
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
  void withoutAModelServerTheServiceStartsAndItsHealthSaysDegraded() throws IOException {
    TinyTokenizer.write(repository);
    runner()
        .withPropertyValues(
            "longshore.models.address=127.0.0.1:1", "longshore.models.repository=" + repository)
        .run(context -> {
          assertThat(context.getBean(Encoder.class).countTokens("the")).isEqualTo(1);
          assertThat(context.getBean(HealthIndicator.class).health())
              .extracting(Health::getStatus)
              .isEqualTo(new Status("DEGRADED"));
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
            "longshore.models.repository=" + repository, "longshore.models.attempts=50")
        .run(context ->
            assertThat(context)
                .hasFailed()
                .getFailure()
                .rootCause()
                .hasMessageContaining("attempts is 1 to 5"));
  }

  private static ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                InferenceAutoConfiguration.class, InferenceHealthAutoConfiguration.class));
  }
}
