/** What a model is told: versioned texts, and the words of others in them as data. */
@NullMarked
package io.longshore.generator.prompt;

import org.jspecify.annotations.NullMarked;
