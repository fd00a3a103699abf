/** When the evidence is too weak to answer, and how to say so. */
@NullMarked
package io.longshore.generator.abstention;

import org.jspecify.annotations.NullMarked;
