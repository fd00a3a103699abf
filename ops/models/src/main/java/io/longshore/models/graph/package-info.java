/** Changes of ONNX graphs. */
@NullMarked
package io.longshore.models.graph;

import org.jspecify.annotations.NullMarked;
