/** Immutable bytes by the hash of their content. */
@NullMarked
package io.longshore.runtime.blob;

import org.jspecify.annotations.NullMarked;
