/** Cuts the text of a document into passages. */
@NullMarked
package io.longshore.embedder.passages;

import org.jspecify.annotations.NullMarked;
