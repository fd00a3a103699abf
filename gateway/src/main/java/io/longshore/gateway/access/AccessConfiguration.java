package io.longshore.gateway.access;

import io.longshore.contracts.ApiKey;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who a request comes from is said by the filter chain, what it may do by {@link NeedsCheck}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class AccessConfiguration implements WebMvcConfigurer {
  private final NeedsCheck needs;

  AccessConfiguration(NeedsCheck needs) {
    this.needs = needs;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(needs);
  }

  /** Stateless; what a page of another site sends is refused by {@link CrossSiteFilter}. */
  @Bean
  SecurityFilterChain door(
      HttpSecurity http,
      AccessProperties properties,
      ApiKeys keys,
      Tokens tokens,
      Environment environment,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    properties.mayBeOpenOn(environment.getProperty("server.address"));
    AuthenticationEntryPoint refuse =
        (request, response, refused) ->
            problems.resolveException(request, response, null, problem(refused, properties));
    if (properties.open()) {
      var door = new OpenDoor(Caller.local(properties.tenant()));
      http.anonymous(anybody -> anybody.authenticationFilter(door));
    }
    return http.csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .oauth2ResourceServer(bearer ->
            bearer
                .bearerTokenResolver(new Credentials())
                .authenticationManagerResolver(_ -> manager(keys, tokens))
                .authenticationEntryPoint(refuse))
        .exceptionHandling(handling -> handling.authenticationEntryPoint(refuse))
        .authorizeHttpRequests(requests ->
            requests
                .requestMatchers(Access.SESSION, Access.LOGIN, Access.CALLBACK)
                .permitAll()
                .requestMatchers(Access.API + "**")
                .access((who, _) -> new AuthorizationDecision(isKnown(who.get())))
                .anyRequest()
                .permitAll())
        .build();
  }

  /** Before the body is read: an upload that nobody answers for costs nothing. */
  private static boolean isKnown(@Nullable Authentication who) {
    return who != null && who.getPrincipal() instanceof Caller;
  }

  /** Names in a path hold what they like; what a path may not be, Tomcat and MVC say. */
  @Bean
  StrictHttpFirewall firewall() {
    var firewall = new StrictHttpFirewall();
    firewall.setUnsafeAllowAnyHttpMethod(true);
    firewall.setAllowSemicolon(true);
    firewall.setAllowNull(true);
    firewall.setAllowUrlEncodedPercent(true);
    firewall.setAllowUrlEncodedPeriod(true);
    firewall.setAllowUrlEncodedCarriageReturn(true);
    firewall.setAllowUrlEncodedLineFeed(true);
    firewall.setAllowUrlEncodedLineSeparator(true);
    firewall.setAllowUrlEncodedParagraphSeparator(true);
    firewall.setAllowedHeaderValues(_ -> true);
    firewall.setAllowedParameterNames(_ -> true);
    firewall.setAllowedParameterValues(_ -> true);
    return firewall;
  }

  private static AuthenticationManager manager(ApiKeys keys, Tokens tokens) {
    return shown -> {
      String text = ((BearerTokenAuthenticationToken) shown).getToken();
      try {
        return new Known(() -> caller(text, keys, tokens));
      } catch (RuntimeException e) { // the chain lets nothing else through
        throw new Refused(e);
      }
    };
  }

  private static Caller caller(String text, ApiKeys keys, Tokens tokens) {
    return ApiKey.isMarked(text)
        ? keys.caller(text)
        : tokens.caller(text).orElseGet(() -> keys.caller(text));
  }

  private static Exception problem(AuthenticationException refused, AccessProperties properties) {
    if (refused instanceof Refused said) {
      return said.problem();
    }
    return properties.open() ? AccessProblem.notHere() : AccessProblem.nobody();
  }

  /** A route that nobody thought about is no route. */
  @Bean
  SmartInitializingSingleton everyRouteSaysWhatItNeeds(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes) {
    return () ->
        routes
            .getHandlerMethods()
            .forEach((path, route) -> {
              boolean ofApi =
                  path.getPatternValues().stream()
                      .anyMatch(pattern -> pattern.startsWith(Access.API));
              if (ofApi && AccessScope.needed(route).isEmpty()) {
                throw new IllegalStateException(
                    "%s doesn't say what it needs: annotate it with @Needs".formatted(route));
              }
            });
  }
}
