/** Generation by a model behind the protocol of Triton. */
@NullMarked
package io.longshore.inference.generation.triton;

import org.jspecify.annotations.NullMarked;
