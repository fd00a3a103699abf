package io.longshore.contracts.generation;

import org.jspecify.annotations.Nullable;

/**
 * How the vectors of a generation are made. What is null is as the service has it.
 *
 * @param model name of the encoder
 * @param passageTokens of a passage's text at most, 32 to 400
 * @param passages {@code separate} or {@code late}
 * @param documents {@code passages}, or a mode for long texts
 */
public record GenerationRecipe(
    @Nullable String model,
    @Nullable Integer passageTokens,
    @Nullable String passages,
    @Nullable String documents) {}
