/**
 * Generations as tasks with a lease: what a dead instance held is taken over, what was answered is
 * not answered again, and a long task holds up no short one.
 */
@NullMarked
package io.longshore.generator.task;

import org.jspecify.annotations.NullMarked;
