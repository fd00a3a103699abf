/** Vectors of texts: split for the embedder, collected in order. */
@NullMarked
package io.longshore.gateway.embedding;

import org.jspecify.annotations.NullMarked;
