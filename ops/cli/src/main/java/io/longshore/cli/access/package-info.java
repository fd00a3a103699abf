/** Who may come in: keys and tenants. */
@NullMarked
package io.longshore.cli.access;

import org.jspecify.annotations.NullMarked;
