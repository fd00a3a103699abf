/** Answers as they come: numbered, resumable on any gateway, stored when they end. */
@NullMarked
package io.longshore.gateway.stream;

import org.jspecify.annotations.NullMarked;
