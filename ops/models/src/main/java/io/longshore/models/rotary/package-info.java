/** Makes the graph of an encoder with rotary positions out of a GGUF file's tensors. */
@NullMarked
package io.longshore.models.rotary;

import org.jspecify.annotations.NullMarked;
