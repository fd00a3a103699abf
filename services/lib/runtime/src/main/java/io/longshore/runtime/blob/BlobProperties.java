package io.longshore.runtime.blob;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where blobs are.
 *
 * @param blobs directory; made on first use
 */
@ConfigurationProperties("longshore")
record BlobProperties(Path blobs) {}
