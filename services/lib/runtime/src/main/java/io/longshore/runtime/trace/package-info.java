/** One trace through every hop. */
@NullMarked
package io.longshore.runtime.trace;

import org.jspecify.annotations.NullMarked;
