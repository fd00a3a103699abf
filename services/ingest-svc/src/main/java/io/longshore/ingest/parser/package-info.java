/** The process that untrusted bytes are parsed in, and the protocol with it. */
@NullMarked
package io.longshore.ingest.parser;

import org.jspecify.annotations.NullMarked;
