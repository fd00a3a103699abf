/** llama.cpp behind one Java interface: tokens, logits and the key-value cache of one model. */
@NullMarked
package io.longshore.modelserver.engine;

import org.jspecify.annotations.NullMarked;
