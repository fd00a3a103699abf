/** What people and programs meet. */
@NullMarked
package io.longshore.gateway.door;

import org.jspecify.annotations.NullMarked;
