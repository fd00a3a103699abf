/** The sign of life of a room that has questions in its hands, and one piece of work for each. */
@NullMarked
package io.longshore.runtime.working;

import org.jspecify.annotations.NullMarked;
