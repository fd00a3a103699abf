/** Text and likelihoods by one engine for many callers at a time. */
@NullMarked
package io.longshore.modelserver.generation;

import org.jspecify.annotations.NullMarked;
