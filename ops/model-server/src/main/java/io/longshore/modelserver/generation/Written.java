package io.longshore.modelserver.generation;

import io.longshore.modelserver.copying.CopiedSpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next piece of a text.
 *
 * @param text whole code points
 * @param copied spans that have ended and weren't in a piece before
 * @param tokens tokens since the last piece
 * @param promptTokens tokens of the prompt
 * @param cachedTokens those of them whose keys were there
 * @param logProbability of all tokens so far, under the model without any constraint; 0 when it
 *     wasn't wanted
 * @param queueMillis from the request until its prompt began to be read
 * @param firstMillis from the request until its first token
 * @param finish null while it goes on
 */
public record Written(
    String text,
    List<CopiedSpan> copied,
    int tokens,
    int promptTokens,
    int cachedTokens,
    double logProbability,
    long queueMillis,
    long firstMillis,
    @Nullable Finish finish) {}
