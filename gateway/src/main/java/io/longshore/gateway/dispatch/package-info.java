/** Makes a question of a request and sends it on its way. */
@NullMarked
package io.longshore.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
