/** Who changed what, and who was refused. */
@NullMarked
package io.longshore.gateway.audit;

import org.jspecify.annotations.NullMarked;
