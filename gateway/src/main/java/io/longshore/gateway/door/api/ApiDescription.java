package io.longshore.gateway.door.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /openapi.json}: what no annotation says. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
  private static final String PROBLEM = "Problem";

  @Bean
  OpenAPI api() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Longshore")
                .version("v1")
                .description(
                    "Long documents in, cited answers out. All positions are code points, ends are"
                        + " exclusive, times are UTC, durations are milliseconds. Fields are only"
                        + " ever added."));
  }

  /** Every operation answers what it can't do with a problem (RFC 9457). */
  @Bean
  OpenApiCustomizer problems() {
    return api -> {
      api.getComponents().addSchemas(PROBLEM, problem());
      api.getPaths()
          .values()
          .forEach(path ->
              path.readOperations()
                  .forEach(operation -> {
                    operation.getResponses().addApiResponse("default", response());
                    operation
                        .getResponses()
                        .forEach((status, response) -> {
                          if (status.startsWith("4") || status.startsWith("5")) {
                            response.setContent(content());
                          }
                        });
                  }));
    };
  }

  private static ApiResponse response() {
    return new ApiResponse().description("What went wrong, and what to do.").content(content());
  }

  private static Content content() {
    return new Content()
        .addMediaType(
            "application/problem+json",
            new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM)));
  }

  private static Schema<?> problem() {
    return new Schema<>()
        .type("object")
        .addProperty("type", new StringSchema().example("urn:longshore:problem:document-not-found"))
        .addProperty("title", new StringSchema().example("Not Found"))
        .addProperty("status", new Schema<Integer>().type("integer").example(404))
        .addProperty("detail", new StringSchema().description("What to do, in words."))
        .addProperty("instance", new StringSchema())
        .addProperty(
            "code", new StringSchema().description("Stable.").example("document-not-found"));
  }
}
