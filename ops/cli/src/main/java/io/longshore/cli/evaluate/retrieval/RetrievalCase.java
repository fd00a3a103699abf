package io.longshore.cli.evaluate.retrieval;

import io.longshore.cli.evaluate.frame.Case;
import java.util.List;
import java.util.Map;

/**
 * A question with the documents that should be found.
 *
 * @param grades of the relevant documents, in the order of the data
 */
record RetrievalCase(String id, String question, Map<String, Integer> grades) implements Case {
  @Override
  public String group() {
    return id;
  }

  @Override
  public String split() {
    return grades.keySet().iterator().next();
  }

  @Override
  public List<String> documents() {
    return List.copyOf(grades.keySet());
  }

  @Override
  public List<String> slices() {
    return List.of("");
  }
}
