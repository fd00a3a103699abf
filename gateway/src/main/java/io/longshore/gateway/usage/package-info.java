/** What callers use of what they may: requests a minute, tokens and bytes a day. */
@NullMarked
package io.longshore.gateway.usage;

import org.jspecify.annotations.NullMarked;
