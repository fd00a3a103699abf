package io.longshore.gateway.door.page;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The chat page.
 *
 * @param ui folder of the built page; without it the class path's {@code static/} is looked at
 */
@ConfigurationProperties("longshore")
record PageProperties(@Nullable String ui) {}
