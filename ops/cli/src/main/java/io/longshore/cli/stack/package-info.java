/** The parts of Longshore as processes of this machine. */
@NullMarked
package io.longshore.cli.stack;

import org.jspecify.annotations.NullMarked;
