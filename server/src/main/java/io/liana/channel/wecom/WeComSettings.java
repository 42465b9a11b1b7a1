package io.liana.channel.wecom;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param threads 0: nothing happens by itself, tests call {@link WeComWorker#runDue}
 * @param archiveLibrary path of WeCom's own libWeWorkFinanceSdk_C.so, which nobody may hand on;
 *     empty where it is not installed
 */
@ConfigurationProperties("liana.wecom")
record WeComSettings(@DefaultValue("1") int threads, @DefaultValue("") String archiveLibrary) {}
