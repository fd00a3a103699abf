/** An answer made of the sentences of the documents that answer best. */
@NullMarked
package io.longshore.generator.extraction;

import org.jspecify.annotations.NullMarked;
