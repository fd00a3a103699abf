/** Any file or page to clean, labelled, addressable text. */
@NullMarked
package io.longshore.ingest;

import org.jspecify.annotations.NullMarked;
