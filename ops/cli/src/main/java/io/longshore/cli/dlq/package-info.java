/** What could not be worked on: looked at, put back, dropped. */
@NullMarked
package io.longshore.cli.dlq;

import org.jspecify.annotations.NullMarked;
