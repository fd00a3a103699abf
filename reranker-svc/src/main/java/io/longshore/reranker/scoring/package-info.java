/** How well a passage and its sentences match a question: late interaction over token vectors. */
@NullMarked
package io.longshore.reranker.scoring;

import org.jspecify.annotations.NullMarked;
