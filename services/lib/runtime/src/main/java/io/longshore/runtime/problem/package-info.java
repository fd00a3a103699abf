/** Errors over HTTP as RFC 9457 says. */
@NullMarked
package io.longshore.runtime.problem;

import org.jspecify.annotations.NullMarked;
