/** The encoder as a bean, for services. */
@NullMarked
package io.longshore.inference.autoconfigure;

import org.jspecify.annotations.NullMarked;
