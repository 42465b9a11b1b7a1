package io.liana.experiment;

import io.liana.kernel.CommunityId;

/** One began or ended: who keeps the deciding ones in memory looks again after the commit. */
public record ExperimentsChanged(CommunityId community) {}
