/** The dense side of the index: tables of vectors a generation, searched exactly or by HNSW. */
@NullMarked
package io.longshore.embedder.vectors;

import org.jspecify.annotations.NullMarked;
