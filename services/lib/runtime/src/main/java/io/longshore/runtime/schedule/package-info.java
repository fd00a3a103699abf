/** Tasks that come again. */
@NullMarked
package io.longshore.runtime.schedule;

import org.jspecify.annotations.NullMarked;
