/** The first look: real long documents in, cited answers out. */
@NullMarked
package io.longshore.cli.demo;

import org.jspecify.annotations.NullMarked;
