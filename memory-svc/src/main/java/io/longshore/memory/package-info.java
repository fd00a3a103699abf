/** What is derived from talk: turns, follow-ups made standalone. */
@NullMarked
package io.longshore.memory;

import org.jspecify.annotations.NullMarked;
