/** Records in and out of Kafka. */
@NullMarked
package io.longshore.runtime.stream;

import org.jspecify.annotations.NullMarked;
