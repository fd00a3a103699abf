/** Measures what the stack is good at, on data that somebody has. */
@NullMarked
package io.longshore.cli.evaluate;

import org.jspecify.annotations.NullMarked;
