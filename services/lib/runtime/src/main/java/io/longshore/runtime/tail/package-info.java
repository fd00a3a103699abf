/** Hears topics without a group, so that every process hears everything. */
@NullMarked
package io.longshore.runtime.tail;

import org.jspecify.annotations.NullMarked;
