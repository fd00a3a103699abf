/** The model shelf: which models there are, and how their files come to be. */
@NullMarked
package io.longshore.models;

import org.jspecify.annotations.NullMarked;
