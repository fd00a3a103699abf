/** Reads data sets as they lie. */
@NullMarked
package io.longshore.cli.evaluate.data;

import org.jspecify.annotations.NullMarked;
