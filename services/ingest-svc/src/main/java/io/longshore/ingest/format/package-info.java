/** The readers of the formats; they run in the parser's own process. */
@NullMarked
package io.longshore.ingest.format;

import org.jspecify.annotations.NullMarked;
