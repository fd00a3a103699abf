/** The real broker and the real PostgreSQL for tests. */
@NullMarked
package io.longshore.testing;

import org.jspecify.annotations.NullMarked;
