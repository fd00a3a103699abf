/**
 * Decoding that can only repeat what its sources say: which tokens may follow, and what was said.
 */
@NullMarked
package io.longshore.modelserver.copying;

import org.jspecify.annotations.NullMarked;
