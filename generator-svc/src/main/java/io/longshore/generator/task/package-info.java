/** The durable guard against answering a question twice. */
@NullMarked
package io.longshore.generator.task;

import org.jspecify.annotations.NullMarked;
