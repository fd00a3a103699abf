/** A follow-up that leans on the last turn is made standalone, by rule. */
@NullMarked
package io.longshore.memory.followup;

import org.jspecify.annotations.NullMarked;
