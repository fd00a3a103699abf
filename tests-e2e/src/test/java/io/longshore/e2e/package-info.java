/** Journeys through the whole system, from outside: the command, HTTP, nothing else. */
@NullMarked
package io.longshore.e2e;

import org.jspecify.annotations.NullMarked;
