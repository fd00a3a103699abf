/** Collections, documents, conversations and answers: what was handed in and what was asked. */
@NullMarked
package io.longshore.gateway.library;

import org.jspecify.annotations.NullMarked;
