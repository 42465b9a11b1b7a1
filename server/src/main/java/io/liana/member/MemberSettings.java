package io.liana.member;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param erasureThreads 0 leaves erasures to {@link ErasureWorker#runDue}, for tests
 */
@ConfigurationProperties("liana.member")
record MemberSettings(@DefaultValue("1") int erasureThreads) {}
