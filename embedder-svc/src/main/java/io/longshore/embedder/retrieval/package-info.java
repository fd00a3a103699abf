/** Questions to passages: both legs, fused. */
@NullMarked
package io.longshore.embedder.retrieval;

import org.jspecify.annotations.NullMarked;
