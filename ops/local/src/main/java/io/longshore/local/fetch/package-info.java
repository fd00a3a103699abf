/** Files from package registries, pinned by checksum and kept. */
@NullMarked
package io.longshore.local.fetch;

import org.jspecify.annotations.NullMarked;
