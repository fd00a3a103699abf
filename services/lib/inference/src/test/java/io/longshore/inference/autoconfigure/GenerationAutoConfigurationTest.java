package io.longshore.inference.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.longshore.inference.call.Bound;
import io.longshore.inference.call.ModelUnavailable;
import io.longshore.inference.encoder.Encoder;
import io.longshore.inference.generation.GenerationLimits;
import io.longshore.inference.generation.GeneratorInfo;
import io.longshore.inference.generation.Hearer;
import io.longshore.inference.generation.Prompt;
import io.longshore.inference.generation.Sampling;
import io.longshore.inference.generation.TextGenerator;
import io.longshore.inference.generation.Written;
import io.longshore.inference.generation.endpoint.EndpointGenerator;
import io.longshore.inference.generation.triton.TritonGenerator;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class GenerationAutoConfigurationTest {
  private static final String ON = "longshore.generation.enabled=true";

  @Test
  void aServiceThatDoesNotAskForOneHasNoGenerator() {
    runner().run(context -> assertThat(context).doesNotHaveBean(TextGenerator.class));
  }

  @Test
  void withoutAnEndpointItIsTheModelServersAndNeedsNoneThatRuns() {
    runner()
        .withPropertyValues(ON, "longshore.models.address=127.0.0.1:1")
        .run(context -> {
          assertThat(context).hasSingleBean(TritonGenerator.class).doesNotHaveBean(Encoder.class);
          assertThat(context.getBean(HealthIndicator.class).health())
              .extracting(health -> health.getStatus().getCode())
              .isEqualTo("DEGRADED");
          var meters = new SimpleMeterRegistry();
          context.getBean(MeterBinder.class).bindTo(meters);
          assertThat(
                  meters
                      .get("resilience4j.bulkhead.available.concurrent.calls")
                      .tag("name", "model-generation")
                      .gauge()
                      .value())
              .isEqualTo(4);
        });
  }

  @Test
  void theFirstCallIsMadeBeforeTheServiceIsReadyAndMayFail() {
    var away = new Away();
    runner()
        .withPropertyValues(ON)
        .withBean(TextGenerator.class, () -> away)
        .run(context -> {
          assertThat(away.calls).isZero();
          context.getBean(ApplicationRunner.class).run(new DefaultApplicationArguments());
          assertThat(away.calls).isOne();
        });
  }

  @Test
  void anEndpointIsUsedWhereOneIsNamedAndNeedsItsModelsName() {
    String endpoint = "longshore.generation.endpoint=http://127.0.0.1:1/v1";
    runner()
        .withPropertyValues(ON, endpoint, "longshore.generation.model=m")
        .run(context -> {
          assertThat(context).hasSingleBean(EndpointGenerator.class);
          assertThat(context.getBean(HealthIndicator.class).health())
              .extracting(Health::getDetails)
              .isEqualTo(Map.of("model", "m"));
        });
    runner()
        .withPropertyValues(ON, endpoint)
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("longshore.generation.model is needed"));
    runner()
        .withPropertyValues(ON, "longshore.generation.endpoint=")
        .run(context -> assertThat(context).hasSingleBean(TritonGenerator.class));
  }

  @Test
  void theDefaultsAreTheClientsOwnAndTheKeyIsInNoText() {
    runner()
        .withPropertyValues(ON, "longshore.generation.key=secret")
        .run(context -> {
          var properties = context.getBean(GenerationProperties.class);
          assertThat(properties.limits()).isEqualTo(GenerationLimits.DEFAULT);
          assertThat(properties.context()).isEqualTo(4096);
          assertThat(properties.toString()).doesNotContain("secret");
        });
  }

  @Test
  void aSettingOutOfBoundsKeepsTheServiceFromStarting() {
    for (String wrong : new String[] {"calls=0", "attempts=6", "turn=1m", "context=100"}) {
      runner()
          .withPropertyValues(ON, "longshore.generation." + wrong)
          .run(context ->
              assertThat(context)
                  .getFailure()
                  .rootCause()
                  .hasMessageContaining("longshore.generation."));
    }
  }

  /** A model server that doesn't answer. */
  private static final class Away implements TextGenerator {
    private int calls;

    @Override
    public Optional<GeneratorInfo> info(Bound bound) {
      calls++;
      throw new ModelUnavailable("away", null);
    }

    @Override
    public Written write(Prompt prompt, Sampling sampling, Bound bound, Hearer hearer) {
      throw new AssertionError("nothing is written at the start");
    }
  }

  private static ApplicationContextRunner runner() {
    return new ApplicationContextRunner()
        .withPropertyValues("longshore.models.encoder=false")
        .withConfiguration(
            AutoConfigurations.of(
                InferenceAutoConfiguration.class, GenerationAutoConfiguration.class));
  }
}
