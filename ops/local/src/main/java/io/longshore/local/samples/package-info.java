/** Makes what the samples need: the handbook as a paged PDF. */
@NullMarked
package io.longshore.local.samples;

import org.jspecify.annotations.NullMarked;
