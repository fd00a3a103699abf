/** From text to token ids and back to places in the text. */
@NullMarked
package io.longshore.inference.tokens;

import org.jspecify.annotations.NullMarked;
