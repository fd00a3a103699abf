/** Text to vectors, by a model behind Triton's protocol. */
@NullMarked
package io.longshore.inference.encoder;

import org.jspecify.annotations.NullMarked;
