/** Positions in a text (code points, UTF-16, UTF-8) and its sentences. */
@NullMarked
package io.longshore.contracts.text;

import org.jspecify.annotations.NullMarked;
