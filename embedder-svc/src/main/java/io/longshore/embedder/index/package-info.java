/** Documents into the index and out of it: fences, sources, items, generations. */
@NullMarked
package io.longshore.embedder.index;

import org.jspecify.annotations.NullMarked;
