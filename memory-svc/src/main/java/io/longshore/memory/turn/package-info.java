/** Turns of conversations: what was asked and what was answered. */
@NullMarked
package io.longshore.memory.turn;

import org.jspecify.annotations.NullMarked;
