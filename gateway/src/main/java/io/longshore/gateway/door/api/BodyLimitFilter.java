package io.longshore.gateway.door.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Bounds what is read of a body that is no upload: it ends up in memory as a whole. */
@Component
@Order(BodyLimitFilter.BEFORE_SECURITY)
final class BodyLimitFilter extends OncePerRequestFilter {
  static final int BEFORE_SECURITY = -180;

  private final ApiProperties properties;

  BodyLimitFilter(ApiProperties properties) {
    this.properties = properties;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String type = request.getContentType();
    boolean texts = request.getServletPath().equals(EmbeddingController.PATH);
    long bytesMax = (texts ? properties.embeddingsBody() : properties.body()).toBytes();
    if (type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
      chain.doFilter(request, response); // the container bounds these and keeps them on disk
    } else if (request.getContentLengthLong() > bytesMax) {
      response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
    } else {
      chain.doFilter(new Bounded(request, bytesMax), response);
    }
  }

  private static final class Bounded extends HttpServletRequestWrapper {
    private final long bytesMax;

    Bounded(HttpServletRequest request, long bytesMax) {
      super(request);
      this.bytesMax = bytesMax;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new BoundedStream(super.getInputStream(), bytesMax);
    }
  }

  private static final class BoundedStream extends ServletInputStream {
    private final ServletInputStream in;
    private long left;

    BoundedStream(ServletInputStream in, long bytesMax) {
      this.in = in;
      this.left = bytesMax;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = in.read(into, from, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw ApiProblem.of(
            HttpStatus.CONTENT_TOO_LARGE, "too-large", "The body is too large for this request.");
      }
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
