/** Hears topics without a group, so that every gateway hears everything. */
@NullMarked
package io.longshore.gateway.tail;

import org.jspecify.annotations.NullMarked;
