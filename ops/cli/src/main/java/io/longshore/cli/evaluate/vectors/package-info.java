/** Vectors of texts for suites that search by themselves. */
@NullMarked
package io.longshore.cli.evaluate.vectors;

import org.jspecify.annotations.NullMarked;
