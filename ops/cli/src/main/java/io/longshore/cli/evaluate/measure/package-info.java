/** Measures as pure functions. */
@NullMarked
package io.longshore.cli.evaluate.measure;

import org.jspecify.annotations.NullMarked;
