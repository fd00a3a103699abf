/** Quotes that are checked against the documents before they are sent. */
@NullMarked
package io.longshore.generator.citation;

import org.jspecify.annotations.NullMarked;
