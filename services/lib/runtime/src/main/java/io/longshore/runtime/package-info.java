/** How a room starts. */
@NullMarked
package io.longshore.runtime;

import org.jspecify.annotations.NullMarked;
