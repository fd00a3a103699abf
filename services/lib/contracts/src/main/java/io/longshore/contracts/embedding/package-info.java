/** Vectors of texts, for whoever asks the embedder beside the way of documents and questions. */
@NullMarked
package io.longshore.contracts.embedding;

import org.jspecify.annotations.NullMarked;
