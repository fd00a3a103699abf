/** A submission's way through the room. */
@NullMarked
package io.longshore.ingest.submission;

import org.jspecify.annotations.NullMarked;
