/** The one JSON form of records that travel. */
@NullMarked
package io.longshore.runtime.json;

import org.jspecify.annotations.NullMarked;
