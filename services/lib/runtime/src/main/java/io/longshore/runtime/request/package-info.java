/** What a room is asked for beside the way of questions and documents, and its replies. */
@NullMarked
package io.longshore.runtime.request;

import org.jspecify.annotations.NullMarked;
