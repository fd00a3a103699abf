/** Requests to rooms and their replies. */
@NullMarked
package io.longshore.contracts.request;

import org.jspecify.annotations.NullMarked;
