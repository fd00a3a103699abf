/** The Kafka broker as a process of its own. */
@NullMarked
package io.longshore.local.kafka;

import org.jspecify.annotations.NullMarked;
