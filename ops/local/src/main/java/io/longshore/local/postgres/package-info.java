/** PostgreSQL with pgvector as a process of its own, and what it holds at first. */
@NullMarked
package io.longshore.local.postgres;

import org.jspecify.annotations.NullMarked;
