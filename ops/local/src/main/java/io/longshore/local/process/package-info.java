/** Programs that outlive the one that started them. */
@NullMarked
package io.longshore.local.process;

import org.jspecify.annotations.NullMarked;
