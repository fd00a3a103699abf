/** Training on this machine: an adapter for a language model, by the program in ops/training. */
@NullMarked
package io.longshore.cli.train;

import org.jspecify.annotations.NullMarked;
