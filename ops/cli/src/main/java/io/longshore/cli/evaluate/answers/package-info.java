/** How good answers are. */
@NullMarked
package io.longshore.cli.evaluate.answers;

import org.jspecify.annotations.NullMarked;
