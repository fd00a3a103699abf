/** The generations of a collection: what is built, searched, kept. */
@NullMarked
package io.longshore.contracts.generation;

import org.jspecify.annotations.NullMarked;
