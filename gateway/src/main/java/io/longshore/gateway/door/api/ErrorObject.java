package io.longshore.gateway.door.api;

import io.swagger.v3.oas.annotations.media.Schema;

@Schema(name = "Error")
record ErrorObject(
    @Schema(description = "Stable.", example = "model-unavailable") String code,
    @Schema(description = "What to do, in words.") String message) {}
