/** What is done once before the rooms of a cluster start, by who may do more than they. */
@NullMarked
package io.longshore.runtime.job;

import org.jspecify.annotations.NullMarked;
