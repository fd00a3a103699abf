/** Clean text from what readers find, its structure, language and the items it travels in. */
@NullMarked
package io.longshore.ingest.text;

import org.jspecify.annotations.NullMarked;
