/** Text out of a prompt, and how likely a text is after one. */
@NullMarked
package io.longshore.inference.generation;

import org.jspecify.annotations.NullMarked;
