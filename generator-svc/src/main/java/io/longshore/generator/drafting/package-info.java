/** Drafts of an answer by a model: what is said, and what it rests on. */
@NullMarked
package io.longshore.generator.drafting;

import org.jspecify.annotations.NullMarked;
