package io.longshore.ingest.format;

import java.util.Comparator;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** A web page without what stands around its content: menus, scripts, forms, hidden parts. */
final class Page {
  private static final String NEVER_TEXT =
      "script, style, noscript, template, svg, iframe, object, canvas, head, audio, video, [hidden],"
          + " [style~=(?i)display\\s*:\\s*none]";
  private static final String AROUND =
      "nav, footer, aside, button, select, textarea, input, dialog, [role=navigation],"
          + " [role=banner], [role=contentinfo], [role=search], [role=complementary],"
          + " [aria-hidden=true], .mw-editsection, body > header, ul:has(> li > a[hreflang])";
  private static final String CONTENT = "main, [role=main], article";

  /** The content must hold this share of all text, else the page is taken whole. */
  private static final double CONTENT_SHARE = 0.5;

  /** When less than this is left, what looked like surroundings was the content. */
  private static final double LEFT_SHARE = 0.2;

  private Page() {}

  static void write(Document page, Flow flow) {
    page.select(NEVER_TEXT).remove();
    Document pruned = page.clone();
    pruned.select(AROUND).remove();
    int all = length(page);
    write(length(pruned) < LEFT_SHARE * all ? page.body() : content(pruned), flow);
  }

  private static Element content(Document page) {
    int all = length(page);
    List<Element> candidates = page.select(CONTENT);
    return candidates.stream()
        .max(Comparator.comparingInt(Page::length))
        .filter(best -> length(best) >= CONTENT_SHARE * all)
        .orElse(page.body());
  }

  private static int length(Element element) {
    int[] chars = {0};
    element.traverse((node, depth) -> {
      if (node instanceof TextNode text && !text.isBlank()) {
        chars[0] += text.getWholeText().length();
      }
    });
    return chars[0];
  }

  private static void write(Element content, Flow flow) {
    content.traverse(
        new NodeVisitor() {
          @Override
          public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
              flow.characters(text.getWholeText());
            } else if (node instanceof Element element) {
              flow.start(element.normalName());
            }
          }

          @Override
          public void tail(Node node, int depth) {
            if (node instanceof Element element) {
              flow.end(element.normalName());
            }
          }
        });
  }
}
