/** Scores passages against the question and orders the evidence. */
@NullMarked
package io.longshore.reranker;

import org.jspecify.annotations.NullMarked;
