/** The one record that travels with a question, and the part that each room fills. */
@NullMarked
package io.longshore.contracts.question;

import org.jspecify.annotations.NullMarked;
