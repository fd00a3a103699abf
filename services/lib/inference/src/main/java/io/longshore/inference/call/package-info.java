/** How a model is called: for how long, behind which guard, and by which names a call fails. */
@NullMarked
package io.longshore.inference.call;

import org.jspecify.annotations.NullMarked;
