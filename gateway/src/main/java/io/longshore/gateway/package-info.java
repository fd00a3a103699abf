/** The gateway's application class and its stream functions. */
@NullMarked
package io.longshore.gateway;

import org.jspecify.annotations.NullMarked;
