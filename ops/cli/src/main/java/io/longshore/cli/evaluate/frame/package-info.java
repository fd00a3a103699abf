/** What every suite has: documents, cases, arms, metrics, and one runner. */
@NullMarked
package io.longshore.cli.evaluate.frame;

import org.jspecify.annotations.NullMarked;
