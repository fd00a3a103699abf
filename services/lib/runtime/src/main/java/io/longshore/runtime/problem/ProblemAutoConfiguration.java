package io.longshore.runtime.problem;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Errors over HTTP. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@Import({ProblemAdvice.class, ProblemController.class})
class ProblemAutoConfiguration {}
