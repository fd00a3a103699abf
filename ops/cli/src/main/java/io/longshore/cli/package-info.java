/** The longshore command. */
@NullMarked
package io.longshore.cli;

import org.jspecify.annotations.NullMarked;
