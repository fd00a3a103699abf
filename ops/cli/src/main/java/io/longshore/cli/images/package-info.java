/** Container images of the deployables, by Jib from the parent POM. */
@NullMarked
package io.longshore.cli.images;

import org.jspecify.annotations.NullMarked;
