/** Vectors of any texts, for whoever asks. */
@NullMarked
package io.longshore.embedder.embedding;

import org.jspecify.annotations.NullMarked;
