/** The small events that an answer is made of. */
@NullMarked
package io.longshore.contracts.answer;

import org.jspecify.annotations.NullMarked;
