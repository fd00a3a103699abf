package io.longshore.embedder;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** As {@link EmbedderTest} with the model of the model server. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    classes = EmbedderApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "spring.config.name=embedder-svc",
      "spring.application.name=embedder-svc",
      "longshore.index.upkeep-every=1h"
    })
@ContextConfiguration(initializers = EmbedderTest.Stack.class)
public @interface RealModelTest {}
