/** What one machine needs to run the broker and the database without Docker. */
@NullMarked
package io.longshore.local;

import org.jspecify.annotations.NullMarked;
