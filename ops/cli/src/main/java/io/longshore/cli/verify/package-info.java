/** The checks of the sources. */
@NullMarked
package io.longshore.cli.verify;

import org.jspecify.annotations.NullMarked;
