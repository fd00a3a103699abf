package io.longshore.gateway.door.api;

import io.longshore.gateway.access.AccessScope;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** {@code /openapi.json}: what no annotation says. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
  private static final String PROBLEM = "Problem";
  private static final String BEARER = "bearer";
  private static final String API_KEY = "x-api-key";

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
                        + " ever added."))
        .components(
            new Components()
                .addSecuritySchemes(
                    BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"))
                .addSecuritySchemes(
                    API_KEY,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name(API_KEY)));
  }

  /** Every operation says what its caller needs, as {@code x-needs} and in its answers. */
  @Bean
  OperationCustomizer needs() {
    return (operation, route) -> {
      var scopes =
          AccessScope.needed(route).stream().flatMap(List::stream).map(AccessScope::label).toList();
      operation.addExtension("x-needs", scopes);
      if (!scopes.isEmpty()) {
        operation
            .addSecurityItem(new SecurityRequirement().addList(BEARER))
            .addSecurityItem(new SecurityRequirement().addList(API_KEY));
        operation
            .getResponses()
            .addApiResponse("401", new ApiResponse().description("Nobody's key, or none."))
            .addApiResponse(
                "403",
                new ApiResponse()
                    .description(
                        "Not for this caller; needs the scope " + scopes.getFirst() + "."));
      }
      return operation;
    };
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
