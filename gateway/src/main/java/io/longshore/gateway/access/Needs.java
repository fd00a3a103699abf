package io.longshore.gateway.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a caller of a route needs; none of them: nobody has to say who they are. Every route of the
 * API has one, its own or its controller's: without it the gateway doesn't start.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
  AccessScope[] value();
}
