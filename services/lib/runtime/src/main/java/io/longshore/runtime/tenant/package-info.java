/** The only way to the database. */
@NullMarked
package io.longshore.runtime.tenant;

import org.jspecify.annotations.NullMarked;
