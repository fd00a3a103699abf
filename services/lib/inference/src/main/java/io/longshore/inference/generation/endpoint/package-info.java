/** Generation by any endpoint that speaks the protocol of OpenAI. */
@NullMarked
package io.longshore.inference.generation.endpoint;

import org.jspecify.annotations.NullMarked;
