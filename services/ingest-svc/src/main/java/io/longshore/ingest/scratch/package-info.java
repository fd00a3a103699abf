/** Files that need not outlive the process. */
@NullMarked
package io.longshore.ingest.scratch;

import org.jspecify.annotations.NullMarked;
