/** How good a search is. */
@NullMarked
package io.longshore.cli.evaluate.retrieval;

import org.jspecify.annotations.NullMarked;
