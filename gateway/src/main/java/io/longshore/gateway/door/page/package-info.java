/** The chat page. */
@NullMarked
package io.longshore.gateway.door.page;

import org.jspecify.annotations.NullMarked;
