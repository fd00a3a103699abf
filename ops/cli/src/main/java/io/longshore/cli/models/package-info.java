/** Language models on this machine: what there is, fetching, choosing. */
@NullMarked
package io.longshore.cli.models;

import org.jspecify.annotations.NullMarked;
