/** The own API under {@code /api/v1}. */
@ApplicationModule(displayName = "door.api")
@NullMarked
package io.longshore.gateway.door.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
