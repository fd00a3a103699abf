/** How fast the parts are, each measured where it is, with what it is compared to. */
@NullMarked
package io.longshore.cli.bench;

import org.jspecify.annotations.NullMarked;
