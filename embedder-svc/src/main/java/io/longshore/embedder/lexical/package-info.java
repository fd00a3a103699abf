/** Words: how a text becomes terms, their postings, and BM25 over them. */
@NullMarked
package io.longshore.embedder.lexical;

import org.jspecify.annotations.NullMarked;
