package io.longshore.modelserver.engine;

/**
 * What a loaded model is and allows.
 *
 * @param name as its file says, else the file's name
 * @param architecture llama.cpp's name of its structure, such as {@code qwen2}
 * @param window tokens that it was trained to read
 * @param context cells of this engine's cache, shared by its sequences
 * @param sequences sequences at the same time, numbered from 0
 * @param rows rows of logits that one batch may want
 * @param vocabulary tokens it knows, numbered from 0
 * @param cellBytes bytes that one cell of the cache takes
 * @param fullAttention whether every token sees all before it; false: a sliding window or a
 *     recurrent state
 * @param canShift whether positions may be moved ({@link Engine#add}, {@link Engine#divide})
 * @param chat how its turns are marked
 */
public record Capabilities(
    String name,
    String architecture,
    int window,
    int context,
    int sequences,
    int rows,
    int vocabulary,
    long cellBytes,
    boolean fullAttention,
    boolean canShift,
    ChatTurns chat) {}
