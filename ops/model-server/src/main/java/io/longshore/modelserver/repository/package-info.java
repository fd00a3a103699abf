/** Models on disk and in memory. */
@NullMarked
package io.longshore.modelserver.repository;

import org.jspecify.annotations.NullMarked;
