/** Whether one vector of a long document still knows what stands anywhere in it. */
@NullMarked
package io.longshore.cli.evaluate.longembed;

import org.jspecify.annotations.NullMarked;
