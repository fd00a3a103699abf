/** Puts the texts of many requests into one run. */
@NullMarked
package io.longshore.modelserver.packing;

import org.jspecify.annotations.NullMarked;
