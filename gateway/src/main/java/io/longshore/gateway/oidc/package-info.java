/** Tokens of issuers that are trusted (OpenID Connect). */
@NullMarked
package io.longshore.gateway.oidc;

import org.jspecify.annotations.NullMarked;
