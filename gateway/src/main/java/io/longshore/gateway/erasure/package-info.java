/**
 * Proves that a deleted document is gone: looks everywhere for what is still held of it. Empties
 * tenants that are deleted.
 */
@NullMarked
package io.longshore.gateway.erasure;

import org.jspecify.annotations.NullMarked;
