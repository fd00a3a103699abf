package io.longshore.runtime.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/**
 * What Tomcat refuses before anything of ours sees it, such as an address that can't be decoded, is
 * a problem too and not a page of HTML. Tomcat makes it by its name.
 */
public final class ProblemValve extends ErrorReportValve {
  @Override
  protected void report(Request request, Response response, Throwable thrown) {
    int code = response.getStatus();
    if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    var status = HttpStatusCode.valueOf(code);
    var body =
        """
        {"type":"%s%s","title":"%s","status":%d,"detail":"%s","code":"%s"}\
        """
            .formatted(
                Problems.TYPE,
                ProblemCodes.of(status),
                ProblemCodes.reason(status),
                code,
                "The request can't be read: its address or a header is malformed or too long.",
                ProblemCodes.of(status));
    try {
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      response.finishResponse();
    } catch (IOException e) {
      // the client is gone
    }
  }
}
