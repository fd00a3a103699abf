/** How services reach models. */
@NullMarked
package io.longshore.inference;

import org.jspecify.annotations.NullMarked;
