/** Language models: which there are, how their files are had, which one a machine takes. */
@NullMarked
package io.longshore.models.language;

import org.jspecify.annotations.NullMarked;
