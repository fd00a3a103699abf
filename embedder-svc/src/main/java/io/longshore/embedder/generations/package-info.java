/** What a collection is searched in, and what is built or kept beside that. */
@NullMarked
package io.longshore.embedder.generations;

import org.jspecify.annotations.NullMarked;
