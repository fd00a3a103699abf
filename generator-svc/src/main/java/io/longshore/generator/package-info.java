/** Cited, streamed answers. */
@NullMarked
package io.longshore.generator;

import org.jspecify.annotations.NullMarked;
