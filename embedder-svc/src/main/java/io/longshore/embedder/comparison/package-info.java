/** How alike two generations answer. */
@NullMarked
package io.longshore.embedder.comparison;

import org.jspecify.annotations.NullMarked;
