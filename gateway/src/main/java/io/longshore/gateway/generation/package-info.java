/** The generations of a collection, as the embedder has them. */
@NullMarked
package io.longshore.gateway.generation;

import org.jspecify.annotations.NullMarked;
