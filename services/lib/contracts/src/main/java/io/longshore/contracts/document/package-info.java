/** The events of a document's way, and the structure of its text. */
@NullMarked
package io.longshore.contracts.document;

import org.jspecify.annotations.NullMarked;
