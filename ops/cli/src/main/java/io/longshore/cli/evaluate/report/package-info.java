/** How a result is shown and kept. */
@NullMarked
package io.longshore.cli.evaluate.report;

import org.jspecify.annotations.NullMarked;
