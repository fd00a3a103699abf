/** What a user does with a running Longshore, over its HTTP API alone. */
@NullMarked
package io.longshore.cli.client;

import org.jspecify.annotations.NullMarked;
