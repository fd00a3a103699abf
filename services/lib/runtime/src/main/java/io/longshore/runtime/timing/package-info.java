/** Where the time of a question went. */
@NullMarked
package io.longshore.runtime.timing;

import org.jspecify.annotations.NullMarked;
