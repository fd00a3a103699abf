/** On whose behalf a request acts. */
@NullMarked
package io.longshore.gateway.access;

import org.jspecify.annotations.NullMarked;
