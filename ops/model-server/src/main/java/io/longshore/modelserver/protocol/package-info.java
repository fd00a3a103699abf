/** The KServe v2 protocol as Triton speaks it. */
@NullMarked
package io.longshore.modelserver.protocol;

import org.jspecify.annotations.NullMarked;
