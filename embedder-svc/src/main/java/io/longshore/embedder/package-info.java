/** The room that keeps passages and their index, and finds them again. */
@NullMarked
package io.longshore.embedder;

import org.jspecify.annotations.NullMarked;
