/** Identities, principals, spans, topics and limits: what every room agrees on. */
@NullMarked
package io.longshore.contracts;

import org.jspecify.annotations.NullMarked;
