package io.longshore.cli.evaluate.retrieval;

import io.longshore.cli.evaluate.frame.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * BM25 over whole documents as Lucene does it by itself: k1 1.2, b 0.75; lower-case words, bigrams
 * of Chinese, Japanese and Korean, a few English stop words, no stems.
 */
final class WholeDocuments implements AutoCloseable {
  private static final String TEXT = "text";
  private static final int WORDS_MAX = 65_536;

  private final Analyzer analyzer = new CJKAnalyzer();
  private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final int size;

  static {
    IndexSearcher.setMaxClauseCount(WORDS_MAX); // a question may be as long as it likes
  }

  WholeDocuments(List<Document> documents) {
    size = documents.size();
    var settings = new IndexWriterConfig(analyzer);
    settings.setMergePolicy(NoMergePolicy.INSTANCE); // Lucene's numbers are those of the list
    try (var writer = new IndexWriter(directory, settings)) {
      for (Document document : documents) {
        var fields = new org.apache.lucene.document.Document();
        fields.add(new TextField(TEXT, text(document), Field.Store.NO));
        writer.addDocument(fields);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is all in memory
    }
    try {
      reader = DirectoryReader.open(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    searcher = new IndexSearcher(reader);
  }

  private static String text(Document document) {
    String text = document.text();
    return text == null ? "" : text;
  }

  /** By the document's number; 0 for one that holds no word of the question. */
  double[] scores(String question) {
    var scores = new double[size];
    @Nullable Query query = new QueryBuilder(analyzer).createBooleanQuery(TEXT, question);
    if (query == null || size == 0) {
      return scores;
    }
    try {
      for (ScoreDoc found : searcher.search(query, size).scoreDocs) {
        scores[found.doc] = found.score;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scores;
  }

  @Override
  public void close() {
    try {
      reader.close();
      directory.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    analyzer.close();
  }
}
