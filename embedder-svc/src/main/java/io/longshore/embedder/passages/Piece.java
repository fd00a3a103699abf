package io.longshore.embedder.passages;

/** A part of a section: UTF-16 range, end exclusive, and the tokens that begin in it. */
record Piece(int start, int end, int tokens) {}
