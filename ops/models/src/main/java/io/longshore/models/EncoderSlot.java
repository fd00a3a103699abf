package io.longshore.models;

import io.longshore.models.graph.EncoderGraph;
import io.longshore.models.graph.EncoderKind;
import io.longshore.models.graph.Pooling;
import java.util.List;

/**
 * An encoder that an operator can bring, with what its makers say of it.
 *
 * @param source where its makers publish it
 * @param window tokens that it was trained to read at once
 * @param pooling mean or cls
 * @param positions as in {@link Model}
 * @param firstPosition row of the table that the first token has
 * @param stretch rows a position in the stretched part of the table; 1 where there is none
 * @param trainedStretch true when the table itself was trained stretched
 * @param unverified what of all this was not found with its makers
 */
record EncoderSlot(
    String name,
    String licence,
    String source,
    String languages,
    int window,
    int dimensions,
    double attentionDivisor,
    String pooling,
    String queryPrefix,
    String passagePrefix,
    String positions,
    int firstPosition,
    int stretch,
    boolean trainedStretch,
    List<String> unverified) {

  EncoderKind kind() {
    return new EncoderKind(
        pooling.equals("cls") ? Pooling.CLS : Pooling.MEAN, firstPosition, stretch, trainedStretch);
  }

  EncoderCard card(String sha256) {
    return new EncoderCard(
        name,
        sha256,
        window,
        positions,
        stretch == 1 ? 0 : stretch,
        dimensions,
        pooling,
        queryPrefix,
        passagePrefix,
        attentionDivisor,
        languages,
        licence,
        "",
        0,
        EncoderGraph.VERSION);
  }
}
