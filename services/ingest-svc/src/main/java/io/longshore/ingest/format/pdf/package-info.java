/** Pages to lines, lines to paragraphs and headings. */
@NullMarked
package io.longshore.ingest.format.pdf;

import org.jspecify.annotations.NullMarked;
