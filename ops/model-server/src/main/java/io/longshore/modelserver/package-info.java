/** A small model server that stands in for Triton: the same protocol, the same model repository. */
@NullMarked
package io.longshore.modelserver;

import org.jspecify.annotations.NullMarked;
