package io.longshore.local.samples;

/**
 * How a block is set, in points.
 *
 * @param size of the font
 * @param leading from one base line to the next
 * @param before space above, except at the top of a page
 * @param indent of the lines; with one, a bullet hangs before the first
 */
record Style(float size, float leading, float before, float indent) {}
