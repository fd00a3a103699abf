/** Why a file can't become text, and what its owner can do. */
@NullMarked
package io.longshore.ingest.refusal;

import org.jspecify.annotations.NullMarked;
