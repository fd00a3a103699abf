/** What stands between a room and what it calls outside: states for metrics and health. */
@NullMarked
package io.longshore.runtime.guard;

import org.jspecify.annotations.NullMarked;
