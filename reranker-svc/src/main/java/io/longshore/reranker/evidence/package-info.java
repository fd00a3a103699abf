/** The order of the evidence: scores combined, documents balanced, repetitions dropped. */
@NullMarked
package io.longshore.reranker.evidence;

import org.jspecify.annotations.NullMarked;
