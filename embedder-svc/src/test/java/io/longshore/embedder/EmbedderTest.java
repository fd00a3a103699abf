package io.longshore.embedder;

import io.longshore.testing.LocalStack;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ContextConfiguration;

/** The whole room on a real broker and a real PostgreSQL, with {@link WordEncoder} for a model. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = {EmbedderApplication.class, EmbedderTest.Model.class},
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "spring.config.name=embedder-svc",
      "spring.application.name=embedder-svc",
      "longshore.index.upkeep-every=1h"
    })
@ContextConfiguration(initializers = EmbedderTest.Stack.class)
public @interface EmbedderTest {
  /** The addresses of the parts. */
  class Stack implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      TestPropertyValues.of(
              "longshore.kafka=" + LocalStack.kafka(),
              "longshore.postgres=" + LocalStack.database().url(),
              "longshore.blobs=target/test-blobs",
              "longshore.models.address=" + LocalStack.models().orElse("127.0.0.1:1"),
              "longshore.models.repository="
                  + LocalStack.modelsRepository().map(Object::toString).orElse("none"))
          .applyTo(context);
    }
  }

  /** The model's place. */
  @TestConfiguration(proxyBeanMethods = false)
  class Model {
    @Bean
    WordEncoder encoder() {
      return new WordEncoder(384);
    }
  }
}
